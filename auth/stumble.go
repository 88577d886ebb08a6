package auth

// catch makes a panic of the task that defers it a failure of that task: the
// account's state stays, and the others live on. (requirement 90)
func (a *Agent) catch(doing string, err *error) {
	p := recover()
	if p == nil {
		return
	}
	if a.Panicked == nil {
		panic(p)
	}
	a.Panicked(doing, p)
	*err = &Failure{Outcome: OutcomeInvalid, Doing: doing, Reason: "Authfob itself failed at it, and wrote a crash file"}
}
