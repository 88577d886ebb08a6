package cli

import (
	"errors"
	"fmt"

	"github.com/authfob/authfob/auth"
)

// saved waits for what err says is not saved yet, be the command interrupted or
// not. What it returns is nil then, or says what was lost. (requirement 97)
func (c *command) saved(a *auth.Agent, err error) error {
	if unsaved, ok := errors.AsType[*auth.UnsavedError](err); !ok || unsaved.Lost {
		return err
	}
	c.note(fmt.Sprintf("%v; trying for %v", err, auth.SettleFor))
	return a.Settle()
}
