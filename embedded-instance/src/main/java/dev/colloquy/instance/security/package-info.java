/**
 * Who may do what, and the keys that protect it: logins, users and roles, permissions, master keys, certificates and
 * the key exchange of dialogs.
 *
 * <p>Authoritative are the rows of the object store; this room keeps them in memory, changes memory at once together
 * with the row in the caller's transaction, and undoes both when that transaction is rolled back. Reading takes no lock;
 * the engine lets one transaction at a time define (see {@code DefinitionLock}).
 *
 * <p>Keys form a chain: the file {@code service-master-key} in the data directory opens the master key of each
 * database, which opens the private keys of the certificates in that database. No secret is ever logged or part of a
 * {@code toString()}.
 */
package dev.colloquy.instance.security;
