/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text in which nothing stands in base64. Nobody but the reader of text includes it. */
#ifndef CC_LAYER_OCTETS_H
#define CC_LAYER_OCTETS_H

#include "x509/layer.h"

void layer_hex(const struct layer *l);           /* hex-text.h */
void layer_octets(const struct layer *l);        /* octets-text.h */

/* A line that ends a certificate of which the line that begins it is not there. */
void layer_end_alone(const struct layer *l);

#endif
