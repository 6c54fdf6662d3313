package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// handler makes the answer to a request, or says why it cannot.
type handler func(*gin.Context) (*answer, error)

// routes builds the table of what is answered.
func (s *Server) routes() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	e.ContextWithFallback = true
	e.Use(s.identify, s.record, s.recover, secure)
	e.NoRoute(func(c *gin.Context) { s.fail(c, &failure{kind: kindNoRoute}) })
	e.NoMethod(func(c *gin.Context) { s.fail(c, &failure{kind: kindMethod}) })

	get := func(path string, h handler) {
		e.Match([]string{http.MethodGet, http.MethodHead}, path, s.handle(h))
	}
	get("/", s.home)
	get("/healthz", s.health)
	get("/readyz", s.ready)
	get("/v1/forms", s.listForms)
	get("/v1/forms/:family/:name", s.showForm)
	get("/v1/forms/:family/:name/schema", s.schema)
	get("/v1/forms/:family/:name/sample", s.sample)
	get("/v1/forms/:family/:name/blank", s.blank)
	get("/v1/definitions/:kind/new", s.starter)
	get("/v1/definitions/:kind/schema", s.definitionSchema)
	e.POST("/v1/forms/:family/:name/check", s.handle(s.work(s.check)))
	e.POST("/v1/forms/:family/:name/render", s.handle(s.work(s.render)))
	e.POST("/v1/forms/:family/:name/import", s.handle(working(s, readUpload, s.importFile)))
	e.POST("/v1/packets/render", s.handle(s.work(s.renderPacket)))
	s.routeBatches(e)
	return e
}

// handle runs h and sends its answer or tells its error.
func (s *Server) handle(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		a, err := h(c)
		if err != nil {
			s.fail(c, err)
			return
		}
		a.send(c)
	}
}

// routeList is what GET / answers: a person has found the service.
const routeList = `gongwen 公文

GET  /v1/forms?q=
GET  /v1/forms/{family}/{name}?version=
GET  /v1/forms/{family}/{name}/schema
GET  /v1/forms/{family}/{name}/sample
GET  /v1/forms/{family}/{name}/blank?format=pdf|xlsx&batch=true|false&mark=&offset=
POST /v1/forms/{family}/{name}/check
POST /v1/forms/{family}/{name}/render?format=pdf|xlsx|png&page=&dpi=&issued=&layer=all|data&offset=X,Y&mark=
POST /v1/forms/{family}/{name}/import?annotate=true|false
POST /v1/packets/render?format=pdf|xlsx&issued=
POST /v1/batches?form=&format=pdf,xlsx&output=zip|pdf&names=&issued=&mark=&layer=&offset=&duplex=&continue=&split-by=&webhook=&summary=&index=&checklist=&unit=&date=&quota=
GET  /v1/batches/{id}
GET  /v1/batches/{id}/events
GET  /v1/batches/{id}/result
DELETE /v1/batches/{id}
GET  /v1/definitions/{kind}/new
GET  /v1/definitions/{kind}/schema
GET  /healthz
GET  /readyz
`

func (s *Server) home(*gin.Context) (*answer, error) {
	return &answer{media: "text/plain; charset=utf-8", body: []byte(routeList)}, nil
}

// status is the answer of the two probes.
type status struct {
	Status string `json:"status"`
}

// health answers while the process lives.
func (s *Server) health(*gin.Context) (*answer, error) { return inJSON(status{"ok"}) }

// ready answers whether new work is taken.
func (s *Server) ready(*gin.Context) (*answer, error) {
	if s.draining.Load() || s.batches != nil && s.batches.Stuck() {
		return nil, &failure{kind: kindBusy}
	}
	return inJSON(status{"ready"})
}
