package forms

import "gongwen/forms/block"

// Entered is what entries make: an input, and where in their files its values stood.
type Entered struct {
	JSON     []byte                 // the input, with form and version, in the order of the form
	Places   map[string]block.Place // by the JSON pointers of its values
	Problems []Problem              // of entries that no value could be made of; they have a Place
}
