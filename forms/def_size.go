package forms

import (
	"go.yaml.in/yaml/v3"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// fontSize is a size of text, written as its name or in points (字号); 0: not given.
type fontSize block.Size

// The least and the largest size that a definition may say, in 1/10 pt: what can be read, and 初号.
const (
	leastSize = 50
	mostSize  = 420
)

// sizeName is what a size is called (GB/T 9704's 字号).
type sizeName struct {
	name string
	size fontSize // 1/10 pt
}

func sizeNames() []sizeName {
	return []sizeName{
		{"初号", 420}, {"小初", 360}, {"一号", 260}, {"小一", 240}, {"二号", 220}, {"小二", 180}, {"三号", 160}, {"小三", 150},
		{"四号", 140}, {"小四", 120}, {"五号", 105}, {"小五", 90}, {"六号", 75}, {"小六", 65}, {"七号", 55}, {"八号", 50},
	}
}

func (s *fontSize) decode(d *decoder, n *yaml.Node, path string) {
	for _, c := range sizeNames() {
		if n.Value == c.name {
			*s = c.size
			return
		}
	}
	v, err := decimal.Parse(n.Value)
	tenths, whole := v.Mul(decimal.New(10, 0)).Int()
	if n.Kind != yaml.ScalarNode || err != nil || !whole || tenths < leastSize || tenths > mostSize {
		d.fault(n, path, faultShape, shapeSize)
		return
	}
	*s = fontSize(tenths)
}

// shrink is how small a column's text may be made: no larger than the text is.
func (d *decoder) shrink(path string, s fontSize) block.Size {
	if size := block.Size(s); size <= bodyStyle.Size {
		return size
	}
	d.at(path+".shrink", faultRange, decimal.New(int64(s), 1), leastSize/10, decimal.New(int64(bodyStyle.Size), 1))
	return 0
}
