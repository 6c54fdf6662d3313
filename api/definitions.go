package api

import (
	"github.com/gin-gonic/gin"

	"gongwen/forms"
)

// starter answers a definition of a kind to start from, in YAML (RFC 9512).
func (s *Server) starter(c *gin.Context) (*answer, error) {
	return ofKind(c, "application/yaml", forms.Starter)
}

// definitionSchema answers the JSON Schema of the definitions of a kind.
func (s *Server) definitionSchema(c *gin.Context) (*answer, error) {
	return ofKind(c, "application/schema+json", forms.DefinitionSchema)
}

func ofKind(c *gin.Context, media string, of func(forms.Kind) []byte) (*answer, error) {
	kind, ok := forms.ParseKind(c.Param("kind"))
	if !ok {
		return nil, &failure{kind: kindNoRoute}
	}
	return &answer{media: media, body: of(kind)}, nil
}
