package words

// Details is the page of an account.
type Details struct {
	Validity    string
	Obtained    string
	Expires     string
	Source      string
	Renewal     string
	Refresh     string
	Server      string
	Provider    string
	Host        string
	Issuer      string
	Client      string
	Grant       string
	Subject     string
	Scopes      string
	Tags        string
	Secrets     string
	Notice      string
	Trouble     string
	History     string
	Never       string
	Unknown     string
	Now         string
	NoEvents    string
	RenewAlone  string
	RenewAhead  string
	RenewPerson string
	Edit        string
	Granted     string
	Refused     string
	Extra       string
	Waiting     string
	Signature   string
	Signed      string
	Unsigned    string
	NoIDToken   string
	NoAnswer    string
	RequestID   Phrase
	RetryAfter  Phrase
	Times       Plural
	Try         string
}

// Claims are a token taken apart.
type Claims struct {
	Title     string
	Opaque    string
	In, Ago   Phrase
	ID        string
	Access    string
	Verified  string
	Unchecked string
	Hidden    string
}

// Try is a request with an account's token.
type Try struct {
	Title      Phrase
	Address    string
	Method     string
	Send       string
	Sending    string
	Note       string
	NewHost    Phrase
	SendAnyway string
	Headers    string
	NoText     Phrase
	Cut        string
	CopyCurl   string
	CopyAnswer string
}
