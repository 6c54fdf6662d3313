package api

import (
	"bytes"
	"context"

	"github.com/gin-gonic/gin"

	"gongwen/forms"
	"gongwen/renderer"
)

// renderPacket answers a packet as one PDF or one workbook.
func (s *Server) renderPacket(ctx context.Context, c *gin.Context, body []byte) (*answer, error) {
	o, err := s.options(c, renderer.PDF, renderer.XLSX)
	if err != nil {
		return nil, err
	}
	packet, problems := forms.ParsePacket(body, s.limits, s.library, s.book)
	bad, advice := split(problems)
	switch {
	case forms.Malformed(problems):
		return nil, &failure{kind: kindSyntax, problems: problems}
	case packet == nil:
		return nil, &failure{kind: kindInput, problems: bad}
	}
	var out bytes.Buffer
	if err := s.renderer.RenderPacket(ctx, &out, packet, o); err != nil {
		return nil, err
	}
	return &answer{
		media: o.Format.MediaType(), disposition: named(o.Format, "packet", packet.Name(), packet.Unit()),
		body: out.Bytes(), advice: len(advice),
	}, nil
}
