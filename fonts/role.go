package fonts

// Role is what a typeface is for in GB/T 9704; its numbers are those of block.Font.
type Role uint8

// The roles.
const (
	Song     Role = iota // 宋体: tables, page numbers
	FangSong             // 仿宋: body
	Hei                  // 黑体: first-level headings, table heads
	Kai                  // 楷体: second-level headings
	Title                // 小标宋: titles
	roles
)

// String returns the key of the role's face in the book, such as "fang".
func (r Role) String() string {
	if r >= roles {
		return "?"
	}
	return [roles]string{"song", "fang", "hei", "kai", "xbs"}[r]
}
