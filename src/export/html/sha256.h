// SPDX-License-Identifier: GPL-3.0-or-later
//
// SHA-256 (FIPS 180-4), for the page's policy: a browser runs only the script whose digest the policy names.
//
// Room: export.
#ifndef CP_EXPORT_SHA256_H
#define CP_EXPORT_SHA256_H

#include "chokepoint/base.h"

enum { CP_SHA256_BYTES = 32 };

void cp_sha256(struct cp_str message, uint8_t digest[CP_SHA256_BYTES]);

// The digest in base64, as a policy writes it, behind "sha256-".
void cp_add_sha256(struct cp_buf *out, struct cp_str message);

#endif
