package demo

import "slices"

// person is somebody who can be signed in as.
type person struct {
	ID, Given, Family, Email string
	Known                    string // what for
}

func (p person) name() string { return p.Given + " " + p.Family }

// Password is everybody's password where a password is asked for.
const Password = "correct horse"

// The people of the demo. They have the IDs of their e-mail addresses.
var people = []person{
	{"ada", "Ada", "Lovelace", "ada@example.com", "wrote the first program"},
	{"grace", "Grace", "Hopper", "grace@example.com", "wrote the first compiler"},
	{"katherine", "Katherine", "Johnson", "katherine@example.com", "computed the way to the Moon"},
	{"alan", "Alan", "Turing", "alan@example.com", "asked whether machines think"},
}

func findPerson(id string) (person, bool) {
	i := slices.IndexFunc(people, func(p person) bool { return p.ID == id || p.Email == id })
	if i < 0 {
		return person{}, false
	}
	return people[i], true
}

// personClaims are what the scopes tell about a person.
func personClaims(id string, scopes []string) map[string]any {
	p, ok := findPerson(id)
	claims := map[string]any{}
	if !ok {
		return claims
	}
	if slices.Contains(scopes, "profile") {
		claims["name"], claims["given_name"], claims["family_name"] = p.name(), p.Given, p.Family
		claims["preferred_username"] = p.ID
	}
	if slices.Contains(scopes, "email") {
		claims["email"], claims["email_verified"] = p.Email, true
	}
	return claims
}
