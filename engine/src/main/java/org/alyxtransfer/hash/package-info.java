/**
 * MD5 of many files at once on one core. Read {@link org.alyxtransfer.hash.Md5}, then
 * {@link org.alyxtransfer.hash.SideBySide}.
 *
 * <p>One MD5 is a chain of steps that wait for each other: about 700 MiB/s on a core, whatever else that core could do
 * meanwhile. Eight files in the elements of one vector register take as long as one. The code for it is native
 * ({@code src/main/native/md5.c}), compiled with the module; where it is missing, the JDK's MD5 is used.
 *
 * <p>Not guaranteed: that several files are hashed faster than one where the library was compiled without AVX2 or is
 * missing.
 */
@NullMarked
package org.alyxtransfer.hash;

import org.jspecify.annotations.NullMarked;
