/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MODEMLINK_CHIP_H
#define MODEMLINK_CHIP_H

#include <linux/fs.h>
#include <linux/kfifo.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#define ML_DATA		0
#define ML_LINE		1
#define ML_LINE_RX	0x01
#define ML_LINE_RING	0x40
#define ML_DEPTH	512

struct modem_link {
	unsigned short base;
	unsigned int irq;
	spinlock_t lock;
	DECLARE_KFIFO(rx, u8, ML_DEPTH);
	wait_queue_head_t wait;
	struct fasync_struct *rx_queue;
	struct fasync_struct *line_queue;
};

int modem_irq_start(struct modem_link *ml);
void modem_irq_stop(struct modem_link *ml);

#endif
