/* SPDX-License-Identifier: GPL-2.0 */
#ifndef RAILSCALE_CHIP_H
#define RAILSCALE_CHIP_H

#include <linux/fs.h>
#include <linux/kfifo.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#define RAIL_REG_STATUS		0
#define RAIL_REG_WEIGHT		2
#define RAIL_REG_SPAN		4
#define RAIL_STATUS_READY	0x80
#define RAIL_DEPTH		128

struct rail_scale {
	unsigned short base;
	unsigned int irq;
	spinlock_t lock;
	DECLARE_KFIFO(weights, u16, RAIL_DEPTH);
	wait_queue_head_t wait;
	struct fasync_struct *listeners;
};

int rail_irq_start(struct rail_scale *scale);
void rail_irq_stop(struct rail_scale *scale);

#endif
