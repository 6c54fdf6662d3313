package png

import (
	"encoding/binary"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/zlib"
)

// encode writes the canvas as a PNG file (ISO/IEC 15948). The standard library's encoder has no pHYs, without
// which programs print the picture at a size of their own, and tries five filters a row; letters and rules on white
// deflate best unfiltered.
func (c *canvas) encode(w io.Writer, dpi int) error {
	color := byte(0) // greyscale
	if c.channels == 3 {
		color = 2 // truecolour
	}
	header := binary.BigEndian.AppendUint32(nil, uint32(c.width))
	header = binary.BigEndian.AppendUint32(header, uint32(c.height))
	header = append(header, 8, color, 0, 0, 0)

	metre := uint32((dpi*10000 + 127) / 254) // dots in a metre
	physical := binary.BigEndian.AppendUint32(nil, metre)
	physical = append(binary.BigEndian.AppendUint32(physical, metre), 1)

	file := []byte("\x89PNG\r\n\x1a\n")
	file = chunk(file, "IHDR", header)
	file = chunk(file, "pHYs", physical)
	data, err := deflate(c.pix)
	if err != nil {
		return err
	}
	file = chunk(file, "IDAT", data)
	file = chunk(file, "IEND", nil)
	_, err = w.Write(file)
	return err
}

// chunk appends a chunk: length, name, data, checksum of the name and the data.
func chunk(file []byte, name string, data []byte) []byte {
	file = binary.BigEndian.AppendUint32(file, uint32(len(data)))
	from := len(file)
	file = append(append(file, name...), data...)
	return binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(file[from:]))
}

// deflate compresses the rows as one zlib stream.
func deflate(rows []byte) ([]byte, error) {
	var data buffer
	z, err := zlib.NewWriterLevel(&data, zlib.DefaultCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(rows); err != nil {
		return nil, err
	}
	err = z.Close()
	return data, err
}

// buffer is an io.Writer onto itself.
type buffer []byte

func (b *buffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}
