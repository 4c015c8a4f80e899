package io.github.mls4j.validation;

import io.github.mls4j.tree.TreeLeaf;

/**
 * What takes long about a key package and asks nobody.
 *
 * @param leaf its leaf
 * @param leafSigned whether the leaf's signature is right
 * @param signed whether that of the key package is
 */
record SignedLeaf(TreeLeaf leaf, boolean leafSigned, boolean signed) {}
