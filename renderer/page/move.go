package page

// Keep takes what is not of the layer off the page; its Marks stay, which are of neither.
func (p *Page) Keep(layer Layer) {
	p.Fills = kept(p.Fills, func(f *Fill) bool { return f.Layer == layer })
	p.Lines = kept(p.Lines, func(l *Line) bool { return l.Layer == layer })
	p.Texts = kept(p.Texts, func(t *Text) bool { return t.Layer == layer })
}

// kept leaves those that are wanted in list, in their order.
func kept[T any](list []T, wanted func(*T) bool) []T {
	n := 0
	for i := range list {
		if wanted(&list[i]) {
			list[n] = list[i]
			n++
		}
	}
	return list[:n]
}

// Move moves everything on the page to the right and down by so much; what then lies beyond the paper's edge is cut off
// there by painters.
func (p *Page) Move(right, down Length) {
	for i := range p.Fills {
		p.Fills[i].X += right
		p.Fills[i].Y += down
	}
	for i := range p.Marks {
		p.Marks[i].X += right
		p.Marks[i].Y += down
	}
	for i := range p.Lines {
		l := &p.Lines[i]
		l.X1, l.X2 = l.X1+right, l.X2+right
		l.Y1, l.Y2 = l.Y1+down, l.Y2+down
	}
	for i := range p.Texts {
		p.Texts[i].X += right
		p.Texts[i].Y += down
	}
	for i := range p.Seals {
		p.Seals[i].X += right
		p.Seals[i].Y += down
	}
}
