// SPDX-License-Identifier: GPL-2.0
/*
 * The registration may be outside this file: exported queue, queue received
 * from a caller, address handed out.
 */
#include <linux/fs.h>
#include <linux/module.h>

struct scanner_port {
	struct fasync_struct **queue;
};

void scanner_page_done(struct scanner_port *port);
void scanner_lamp_failed(struct fasync_struct **queue);

struct fasync_struct *scanner_shared_queue;
EXPORT_SYMBOL_GPL(scanner_shared_queue);

void scanner_page_done(struct scanner_port *port)
{
	kill_fasync(port->queue, SIGIO, POLL_IN);
	kill_fasync(&scanner_shared_queue, SIGIO, POLL_IN);
}
EXPORT_SYMBOL_GPL(scanner_page_done);

void scanner_lamp_failed(struct fasync_struct **queue)
{
	kill_fasync(queue, SIGIO, POLL_ERR);
}
EXPORT_SYMBOL_GPL(scanner_lamp_failed);

MODULE_LICENSE("GPL");
