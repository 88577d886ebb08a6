package form

import (
	"reflect"

	"github.com/authfob/authfob/auth"
)

// draft is what a form says: the account as it would be saved.
type draft struct {
	acc  auth.Account
	cred auth.Credentials
	ca   string // the file of its authorities, still to be read
}

// asks reports that two drafts ask the same of the same server: how an account
// is called makes no difference there.
func (d draft) asks(o draft) bool {
	for _, a := range []*auth.Account{&d.acc, &o.acc} {
		a.Name, a.Tags, a.RenewAhead = "", nil, false
	}
	return reflect.DeepEqual(d, o)
}

// record reads what the draft names, off the UI goroutine.
func (d draft) record() (auth.Record, error) {
	acc := d.acc
	var err error
	acc.CA, err = readCA(d.ca)
	return auth.Record{Account: acc, Credentials: d.cred}, err
}
