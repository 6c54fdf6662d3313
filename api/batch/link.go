package batch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// link is the way to JetStream.
type link struct {
	conn     *nats.Conn
	js       jetstream.JetStream
	own      *embedded // the server inside this process; nil for a cluster
	replicas int       // 0: as many as can be
	retries  int       // of what no server answered to, a quarter of a second apart
	part     int       // bytes of a message
}

// connectTime is how long the first connection to a cluster may take.
const connectTime = 10 * time.Second

// answerTime is how long an answer of the store may take.
const answerTime = 5 * time.Second

// open starts the server inside this process, or connects to a cluster.
func open(ctx context.Context, c Config) (*link, error) {
	l := &link{replicas: c.Replicas, retries: 8}
	options := []nats.Option{
		nats.Name("gongwen"), nats.MaxReconnects(-1), nats.ReconnectWait(250 * time.Millisecond), nats.Timeout(connectTime),
		nats.IgnoreAuthErrorAbort(),
	}
	url := c.URL
	if url == "" {
		var err error
		if l.own, err = embed(c); err != nil {
			return nil, err
		}
		l.replicas, l.retries = 1, 2
		options = append(options, nats.InProcessServer(l.own))
	} else {
		options = append(options, c.Access.options()...)
		options = append(options,
			nats.DisconnectErrHandler(func(_ *nats.Conn, err error) { c.Log.Warn("batches: connection lost", "error", text(err)) }),
			nats.ReconnectHandler(func(n *nats.Conn) { c.Log.Info("batches: connected again", "server", n.ConnectedServerName()) }))
	}
	options = append(options, nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
		c.Log.Warn("batches: connection", "error", text(err))
	}))
	err := l.connect(ctx, url, options)
	if err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (l *link) connect(ctx context.Context, url string, options []nats.Option) (err error) {
	if l.conn, err = nats.Connect(url, options...); err != nil {
		return fmt.Errorf("connect to NATS: %w", err)
	}
	l.js, err = jetstream.New(l.conn, jetstream.WithPublishAsyncMaxPending(64), jetstream.WithPublishAsyncTimeout(answerTime),
		jetstream.WithDefaultTimeout(answerTime))
	if err != nil {
		return fmt.Errorf("NATS: %w", err)
	}
	l.part = int(min(partBytes, l.conn.MaxPayload()/2))
	for end := time.Now().Add(2 * connectTime); ; {
		asking, stop := context.WithTimeout(ctx, time.Second)
		_, err = l.js.AccountInfo(asking)
		stop()
		if err == nil || ctx.Err() != nil || time.Now().After(end) || errors.Is(err, jetstream.ErrJetStreamNotEnabledForAccount) {
			break
		}
		pause(ctx, 200*time.Millisecond) // a cluster may still be choosing who leads
	}
	if err != nil {
		return fmt.Errorf("NATS has no JetStream for us: %w", err)
	}
	return nil
}

func (l *link) close() {
	if l.conn != nil {
		l.conn.Close()
	}
	if l.own != nil {
		l.own.close()
	}
}

// options are those of a connection to a cluster.
func (a Access) options() (list []nats.Option) {
	if a.Credentials != "" {
		list = append(list, nats.UserCredentials(a.Credentials))
	}
	if a.CA != "" {
		list = append(list, nats.RootCAs(a.CA))
	}
	if a.Cert != "" {
		list = append(list, nats.ClientCert(a.Cert, a.Key))
	}
	return list
}

// text is an error in a log line, which has none for nil.
func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// tooFew says whether a cluster has not as many servers as copies were asked for.
func tooFew(err error) bool {
	var api *jetstream.APIError
	if !errors.As(err, &api) {
		return false
	}
	switch server.ErrorIdentifier(api.ErrorCode) {
	case server.JSStreamReplicasNotSupportedErr, server.JSClusterNoPeersErrF, server.JSInsufficientResourcesErr:
		return true
	}
	return false
}
