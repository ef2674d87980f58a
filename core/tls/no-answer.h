/* SPDX-License-Identifier: GPL-3.0-or-later
 * The findings of a connection that gave no certificate: which step failed and what was seen there. Parameters that
 * the texts may name (all clean text; those in brackets may be missing):
 *
 *   every one              host port [address] [proxy]
 *   dns-failed             [reason]
 *   refused                [reason]
 *   unreachable            reason    "no route to host"
 *   timeout                limit (seconds) seen: "while connecting", "in the TLS handshake"
 *   proxy-failed           reason [code]    shade "proxy": the proxy itself refuses or fails; "target": it could not
 *   reach the
 *                          host; "away": the proxy was not reached
 *   not-tls                [seen] "SSH", else its first line; [speaks] "SSH"; [said] its first line
 *   starttls-unsupported   reason [reply]   shade "refused": offered, then refused; "injected": plain text behind the
 *   upgrade;
 *                          "endless": the replies do not end; "garbled": not the protocol's grammar
 *   handshake-failed       reason [alert]   shade "alert" when alert is there
 *   connection-closed      seen: "in the TLS handshake"   shade "reset": torn down, not closed
 *   no-certificate         -
 */
#ifndef CC_UNREACH_H
#define CC_UNREACH_H

#include "result/finding.h"

struct dial;

/* Make *f a finding with its usual level about no card. */
void unreach_init(struct finding *f, enum finding_id id);
void unreach_number(struct finding *f, enum param_id id, double value);   /* "10", "2.5" */

/* What libcurl's failure means. */
void unreach_dial(struct finding *f, const struct dial *d);

#endif
