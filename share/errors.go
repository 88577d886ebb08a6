package share

import "errors"

// ErrPassphrase says that the passphrase does not open the file.
var ErrPassphrase error = &Error{"the passphrase does not open this file", "Nothing was imported. Try again with the passphrase that the file was exported with"}

// What else can be wrong with a file as a whole.
var (
	errDamaged  error = &Error{"the encrypted file is damaged or incomplete", "Nothing was imported. Get the file again, whole"}
	errOtherKey error = &Error{"the file is not encrypted to a passphrase", "Decrypt it with age and the key that it was encrypted to, and import the result with: authfob import -"}
	errTooHard  error = &Error{"opening the file would take more memory and time than any export of Authfob", "Nothing was imported. Ask whoever made the file for another"}
	errTooLarge error = &Error{"the file is larger than 10 MiB", "Nothing was imported. An export of a few accounts is much smaller: is it the right file?"}
	errMarked   error = &Error{"the file was changed by Windows PowerShell, whose > does not keep text as it is", "Nothing was imported. Export again from cmd or PowerShell 7"}
	errTooMuch        = errors.New("the export would be larger than 10 MiB, which cannot be imported; export the accounts in parts, by name")
)

// Error is what is wrong with a file, and what to do.
type Error struct{ Text, Todo string }

// Error implements error.
func (e *Error) Error() string { return e.Text }

// Hint says what to do next.
func (e *Error) Hint() string { return e.Todo }
