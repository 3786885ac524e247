// SPDX-License-Identifier: GPL-2.0
/* kill_fasync() with any arguments, from any context. */
#include "fz.h"

static void kick_now(struct fz_device *device, const struct fz_kick *kick)
{
	int i;

	for (i = 0; i < kick->times; i++)
		kill_fasync(&device->readers, kick->sig, kick->band);
}

static void kick_from_irq(struct irq_work *irq_work)
{
	struct fz_device *device = container_of(irq_work, struct fz_device, irq_work);

	kick_now(device, &device->kick);
	complete(&device->kicked);
}

static void kick_from_work(struct work_struct *work)
{
	struct fz_device *device = container_of(work, struct fz_device, work);

	kick_now(device, &device->kick);
	complete(&device->kicked);
}

static void kick_from_spinlock(struct fz_device *device, const struct fz_kick *kick)
{
	unsigned long flags;

	spin_lock_irqsave(&device->lock, flags);
	kick_now(device, kick);
	spin_unlock_irqrestore(&device->lock, flags);
}

void fz_kick_init(struct fz_device *device)
{
	init_irq_work(&device->irq_work, kick_from_irq);
	INIT_WORK(&device->work, kick_from_work);
	init_completion(&device->kicked);
}

void fz_kick(struct fz_device *device, const struct fz_kick *kick)
{
	switch (kick->context) {
	case FZ_FROM_IRQ:
	case FZ_FROM_WORK:
		device->kick = *kick;
		reinit_completion(&device->kicked);
		if (kick->context == FZ_FROM_IRQ)
			irq_work_queue(&device->irq_work);
		else
			schedule_work(&device->work);
		wait_for_completion(&device->kicked);
		break;
	case FZ_FROM_SPINLOCK:
		kick_from_spinlock(device, kick);
		break;
	default:
		kick_now(device, kick);
	}
}
