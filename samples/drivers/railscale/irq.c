// SPDX-License-Identifier: GPL-2.0
/*
 * railscale - weighs wagons that roll over it: interrupt side
 */
#include <linux/interrupt.h>
#include <linux/io.h>

#include "chip.h"

static void rail_tell(struct rail_scale *scale)
{
	wake_up_interruptible(&scale->wait);
	kill_fasync(&scale->listeners, SIGIO, POLL_IN);
}

static irqreturn_t rail_irq(int line, void *data)
{
	struct rail_scale *scale = data;

	if (!(inb(scale->base + RAIL_REG_STATUS) & RAIL_STATUS_READY))
		return IRQ_NONE;
	return IRQ_WAKE_THREAD;
}

static irqreturn_t rail_irq_thread(int line, void *data)
{
	struct rail_scale *scale = data;
	bool stored = false;
	u16 weight;

	while (inb(scale->base + RAIL_REG_STATUS) & RAIL_STATUS_READY) {
		weight = inw(scale->base + RAIL_REG_WEIGHT);
		if (kfifo_in_spinlocked(&scale->weights, &weight, 1,
					&scale->lock))
			stored = true;
	}
	if (stored)
		rail_tell(scale);
	return IRQ_HANDLED;
}

int rail_irq_start(struct rail_scale *scale)
{
	return request_threaded_irq(scale->irq, rail_irq, rail_irq_thread,
				    IRQF_ONESHOT, "railscale", scale);
}

void rail_irq_stop(struct rail_scale *scale)
{
	free_irq(scale->irq, scale);
}
