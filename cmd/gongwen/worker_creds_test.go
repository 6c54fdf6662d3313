package main

import (
	"testing"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"
)

// identity is who somebody is for NATS: an operator, an account or a user.
type identity struct {
	nkeys.KeyPair
	public string
}

func newIdentity(t *testing.T, create func() (nkeys.KeyPair, error)) identity {
	t.Helper()
	pair, err := create()
	if err != nil {
		t.Fatal(err)
	}
	public, err := pair.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	return identity{pair, public}
}

// signed is what an identity says of another.
func (i identity) signed(t *testing.T, c jwt.Claims) string {
	t.Helper()
	token, err := c.Encode(i.KeyPair)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// credentials makes a server trust an operator and gives the file of a user of the operator's one account with JetStream.
func credentials(t *testing.T, o *server.Options) (creds string) {
	t.Helper()
	operator, system := newIdentity(t, nkeys.CreateOperator), newIdentity(t, nkeys.CreateAccount)
	account, user := newIdentity(t, nkeys.CreateAccount), newIdentity(t, nkeys.CreateUser)
	trusted := jwt.NewOperatorClaims(operator.public)
	trusted.SystemAccount = system.public
	operator.signed(t, trusted) // which names who has signed it
	claims := jwt.NewAccountClaims(account.public)
	claims.Limits.JetStreamLimits = jwt.JetStreamLimits{DiskStorage: jwt.NoLimit, MemoryStorage: jwt.NoLimit, Streams: jwt.NoLimit, Consumer: jwt.NoLimit}
	resolver := new(server.MemAccResolver)
	for _, c := range []*jwt.AccountClaims{claims, jwt.NewAccountClaims(system.public)} {
		if err := resolver.Store(c.Subject, operator.signed(t, c)); err != nil {
			t.Fatal(err)
		}
	}
	o.TrustedOperators, o.AccountResolver, o.SystemAccount = []*jwt.OperatorClaims{trusted}, resolver, system.public
	seed, err := user.Seed()
	if err != nil {
		t.Fatal(err)
	}
	text, err := jwt.FormatUserConfig(account.signed(t, jwt.NewUserClaims(user.public)), seed)
	if err != nil {
		t.Fatal(err)
	}
	return file(t, "user.creds", string(text))
}
