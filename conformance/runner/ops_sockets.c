// SPDX-License-Identifier: Apache-2.0
/* Operations on sockets. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "actor.h"

/* Kept out of the numbers that a scenario sees. */
#define LISTENER_FD 150

static struct sockaddr_in loopback(int port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons(port),
	};
}

static int bind_anywhere(int fd)
{
	struct sockaddr_in address = loopback(0);
	socklen_t length = sizeof(address);

	if (bind(fd, (struct sockaddr *)&address, length) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &length) < 0)
		return -1;
	return ntohs(address.sin_port);
}

static int connect_to(int fd, int port)
{
	struct sockaddr_in address = loopback(port);

	return connect(fd, (struct sockaddr *)&address, sizeof(address));
}

static long do_socketpair(struct call *call)
{
	const char *wanted = argument(call, 3);
	int type = SOCK_STREAM;
	int ends[2];

	if (!strcmp(wanted, "dgram"))
		type = SOCK_DGRAM;
	else if (!strcmp(wanted, "seqpacket"))
		type = SOCK_SEQPACKET;
	if (socketpair(AF_UNIX, type | SOCK_NONBLOCK, 0, ends) < 0)
		return -1;
	name_descriptor(call, call->argv[1], ends[0]);
	return name_descriptor(call, call->argv[2], ends[1]);
}

/* A listening socket out of the way, and its port. */
static int make_listener(int *port)
{
	int low = socket(AF_INET, SOCK_STREAM, 0);
	int fd = low < 0 ? -1 : fcntl(low, F_DUPFD, LISTENER_FD);

	close(low);
	*port = fd < 0 ? -1 : bind_anywhere(fd);
	if (*port < 0 || listen(fd, 5) < 0)
		return -1;
	return fd;
}

static int make_nonblocking(int fd)
{
	return fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static long do_tcp(struct call *call)
{
	int port, one = 1;
	int listener = make_listener(&port);
	int client, server;

	if (listener < 0)
		return -1;
	client = socket(AF_INET, SOCK_STREAM, 0);
	if (client < 0 || connect_to(client, port) < 0)
		return -1;
	server = accept(listener, NULL, NULL);
	close(listener);
	if (server < 0)
		return -1;
	setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	make_nonblocking(client);
	make_nonblocking(server);
	name_descriptor(call, call->argv[1], client);
	return name_descriptor(call, call->argv[2], server);
}

static int tcp_socket(void)
{
	return socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
}

static long do_tcplisten(struct call *call)
{
	int fd = tcp_socket();

	if (fd < 0)
		return -1;
	stage->tcp_port = bind_anywhere(fd);
	if (stage->tcp_port < 0 || listen(fd, 5) < 0)
		return -1;
	return name_descriptor(call, call->argv[1], fd);
}

static long do_tcpsock(struct call *call)
{
	return name_descriptor(call, call->argv[1], tcp_socket());
}

static long do_tcpconnect(struct call *call)
{
	return connect_to(descriptor(call->argv[1]), stage->tcp_port);
}

static long do_tcpaccept(struct call *call)
{
	int listener = descriptor(call->argv[2]);
	int fd = -1;
	int tries;

	for (tries = 0; tries < 100; tries++) {
		fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
		if (fd >= 0 || errno != EAGAIN)
			break;
		nap(1000);
	}
	return name_descriptor(call, call->argv[1], fd);
}

/* A socket connected to a port where nobody listens. */
static long do_udpclosed(struct call *call)
{
	int closed = socket(AF_INET, SOCK_DGRAM, 0);
	int port = bind_anywhere(closed);
	int fd;

	close(closed);
	if (port < 0)
		return -1;
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	if (fd < 0 || connect_to(fd, port) < 0)
		return -1;
	return name_descriptor(call, call->argv[1], fd);
}

static long do_oob(struct call *call)
{
	return send(descriptor(call->argv[1]), "!", 1, MSG_OOB | MSG_NOSIGNAL);
}

static long do_shutdown(struct call *call)
{
	const char *side = call->argv[2];
	int how = SHUT_RDWR;

	if (!strcmp(side, "rd"))
		how = SHUT_RD;
	else if (!strcmp(side, "wr"))
		how = SHUT_WR;
	return shutdown(descriptor(call->argv[1]), how);
}

const struct operation socket_operations[] = {
	OPERATION("socketpair", 2, 3, do_socketpair, .quick = true),
	OPERATION("tcp", 2, 2, do_tcp),
	OPERATION("tcplisten", 1, 1, do_tcplisten),
	OPERATION("tcpsock", 1, 1, do_tcpsock),
	OPERATION("tcpconnect", 1, 1, do_tcpconnect),
	OPERATION("tcpaccept", 2, 2, do_tcpaccept),
	OPERATION("udpclosed", 1, 1, do_udpclosed),
	OPERATION("oob", 1, 1, do_oob),
	OPERATION("shutdown", 2, 2, do_shutdown),
	{ 0 }
};
