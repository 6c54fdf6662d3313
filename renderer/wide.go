package renderer

import (
	"context"
	"io"
	"strconv"

	"gongwen/forms"
	"gongwen/renderer/xlsx"
)

// RenderWide writes an empty workbook of a form with one row for each document, to be filled in and read back as a batch.
// Options.Format has to be XLSX; errors are those of Render.
func (r *Renderer) RenderWide(ctx context.Context, w io.Writer, d *forms.Definition, o Options) error {
	if o.Format != XLSX {
		return FormatError(o.Format.String())
	}
	if err := r.Check(o); err != nil {
		return err
	}
	_, err := r.render(ctx, w, d.Wide(), about{
		name: d.ID, title: d.Blank().Title(), subject: subject(d),
		properties: []xlsx.Property{
			{Name: "form", Value: d.ID}, {Name: "version", Value: strconv.Itoa(d.Version)}, {Name: "batch", Value: "true"},
		},
	}, o)
	return err
}
