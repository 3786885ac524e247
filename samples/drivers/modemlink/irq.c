// SPDX-License-Identifier: GPL-2.0
/*
 * modemlink - leased line modem of a pumping station: interrupt side
 */
#include <linux/interrupt.h>
#include <linux/io.h>

#include "chip.h"

static irqreturn_t modem_irq(int line, void *data)
{
	struct modem_link *ml = data;
	bool stored = false;
	int seen = 0;
	u8 c;

	while (inb(ml->base + ML_LINE) & ML_LINE_RX) {
		seen++;
		c = inb(ml->base + ML_DATA);
		if (kfifo_in_spinlocked(&ml->rx, &c, 1, &ml->lock))
			stored = true;
	}
	if (stored) {
		wake_up_interruptible(&ml->wait);
		kill_fasync(&ml->line_queue, SIGIO, POLL_IN); /* expect: FA205 */
	}
	return IRQ_RETVAL(seen);
}

int modem_irq_start(struct modem_link *ml)
{
	return request_irq(ml->irq, modem_irq, 0, "modemlink", ml);
}

void modem_irq_stop(struct modem_link *ml)
{
	free_irq(ml->irq, ml);
}
