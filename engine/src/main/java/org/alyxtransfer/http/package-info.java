/** What addresses and answers of any web server have in common: file servers, Alyx, webhooks. */
@NullMarked
package org.alyxtransfer.http;

import org.jspecify.annotations.NullMarked;
