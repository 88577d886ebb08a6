package keyring

// State is how the keyring stands, as far as that can be told without asking
// anybody for a password.
type State string

// The states.
const (
	StateOpen         State = "open"          // it can be used now
	StateLocked       State = "locked"        // a use would open its prompt
	StateStartable    State = "startable"     // not running; the first use starts it
	StateNoBus        State = "no_bus"        // nothing says where a session bus is
	StateDeadBus      State = "dead_bus"      // something says so, and nobody answers there
	StateNoService    State = "no_service"    // a bus without a Secret Service
	StateNoCollection State = "no_collection" // a Secret Service without a default keyring
	StateSilent       State = "silent"        // a Secret Service that does not answer
	StateForeign      State = "foreign"       // another user's process has the name
)

// Condition is what Look found.
type Condition struct {
	State State
	// Owner is the program that answers as the keyring, "" where that is not
	// known.
	Owner string
}
