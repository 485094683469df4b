package dev.colloquy.broker.setup;

import dev.colloquy.contract.PublicCertificate;

/**
 * A dialog certificate that the operator hands to every instance of a side.
 *
 * @param certificate the public part
 * @param privateKey in PVK format
 * @param password of the private key
 */
record DialogCertificate(PublicCertificate certificate, byte[] privateKey, Secret password) {}
