package forms

import "strconv"

// Version is the version of the form that the input says it is for; 0 where it says none, or nothing that is one.
func (in *Input) Version() int {
	if in.nodes[0].kind != kindObject {
		return 0
	}
	for n := int32(1); n < in.nodes[0].end; n = in.nodes[n].end {
		if v := &in.nodes[n]; v.kind == kindNumber && in.keys[v.key] == "version" {
			version, err := strconv.Atoi(v.text)
			if err != nil || version < 0 {
				return 0
			}
			return version
		}
	}
	return 0
}
