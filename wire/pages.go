package wire

import (
	"github.com/authfob/authfob/auth/loopback"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/words"
)

// browserPages are what a browser is told after a sign-in, in the language that
// the settings in the folder dir have at that moment: it is a person who reads
// it, also where the command line began the sign-in.
func browserPages(dir string) func() loopback.Words {
	return func() loopback.Words {
		w := words.In(words.System().Chosen(settings.Load(dir).Language).Language).Browser
		return loopback.Words{
			Language: w.Language, Done: w.Done, DoneMore: w.DoneMore, Failed: w.Failed, FailedMore: w.FailedMore,
			Nothing: w.Nothing, NothingFor: w.NothingFor,
		}
	}
}
