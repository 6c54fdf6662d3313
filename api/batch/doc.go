// Package batch keeps batches of documents and has them made, so that what was accepted is not lost.
//
// In: inputs of a form and what to make of them; at the other end, workers in this process and in others. Out: how far a
// batch is, and its files, whole and in order. State, inputs and results are in NATS JetStream: a server inside this
// process that opens no port, with its files in a folder, or a cluster. NATS is known here and nowhere else; the package
// imports renderer, forms, fonts and nothing above them.
//
// The one decision to ask about: what cannot be made again is written to disk before it is answered for (records and
// inputs), what can be is not waited for (results, who has tried what). A document is made by its input, its definition
// and the batch's clock alone, so that making it twice is making it once, and a unit of work whose note was lost is done
// again. Every note is the last message of its subject, and is only replaced by who has read it.
package batch
