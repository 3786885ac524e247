// Two of our checks in Coccinelle's language, to compare the time both take over a tree.
virtual report

@band@
expression queue, signal;
identifier mask = {POLLIN,POLLOUT,POLLERR,POLLHUP,POLLPRI,POLLRDNORM,EPOLLIN,EPOLLOUT,EPOLLHUP};
position p;
@@
kill_fasync(queue, signal, mask@p)

@script:python depends on report@
p << band.p;
@@
coccilib.report.print_report(p[0], "poll mask as band")

@dropped@
expression fd, file, on, queue;
position p;
@@
fasync_helper@p(fd, file, on, queue);

@script:python depends on report@
p << dropped.p;
@@
coccilib.report.print_report(p[0], "result dropped")
