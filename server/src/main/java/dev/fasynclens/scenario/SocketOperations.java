package dev.fasynclens.scenario;

import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.object.Socket;
import dev.fasynclens.kernel.object.TcpSocket;
import dev.fasynclens.kernel.object.UdpSocket;
import dev.fasynclens.kernel.object.UnixSocket;
import dev.fasynclens.kernel.signal.Errno;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Sockets. */
final class SocketOperations implements OperationSet {
  @Override
  public Map<String, Operation> operations() {
    return Map.ofEntries(
        Map.entry("socketpair", SocketOperations::socketpair),
        Map.entry("tcp", SocketOperations::tcp),
        Map.entry("tcplisten", SocketOperations::tcpListen),
        Map.entry("tcpsock", call -> install(call, newTcp(call.world()))),
        Map.entry("tcpconnect", SocketOperations::tcpConnect),
        Map.entry("tcpaccept", SocketOperations::tcpAccept),
        Map.entry("udpclosed", call -> install(call, newUdp(call.world()))),
        Map.entry("oob", call -> onSocket(call, 0, socket -> socket.sendUrgent(call.task()))),
        Map.entry("shutdown", SocketOperations::shutdown),
        Map.entry("sendfd", SocketOperations::sendFile),
        Map.entry("recvfd", SocketOperations::receiveFile),
        Map.entry("fiosetown", SocketOperations::setOwner),
        Map.entry("siocspgrp", SocketOperations::setOwner));
  }

  private static TcpSocket newTcp(World world) {
    return new TcpSocket(world.machine(), world.signals(), world.files());
  }

  private static UdpSocket newUdp(World world) {
    return new UdpSocket(world.machine(), world.signals(), world.files());
  }

  private static Reply install(Call call, Socket socket) {
    String name = call.argument(0);
    return call.install(name, socket.open(name));
  }

  private static Reply install(Call call, Socket one, Socket other) {
    String first = call.argument(0);
    String second = call.argument(1);
    return call.install(first, one.open(first), second, other.open(second));
  }

  /** Does something with a socket, or fails as the kernel does with other files. */
  private static Reply withSocket(Call call, int index, Function<Socket, Reply> action) {
    OpenFile file = call.file(index);
    if (file == null || file.pathOnly()) {
      return Reply.of(-Errno.EBADF);
    }
    return file.operations() instanceof Socket socket
        ? action.apply(socket)
        : Reply.of(-Errno.ENOTSOCK);
  }

  private static Reply onSocket(Call call, int index, ToIntFunction<Socket> action) {
    return withSocket(call, index, socket -> reply(action.applyAsInt(socket)));
  }

  private static Reply reply(int result) {
    return result == FileOperations.BLOCKS ? Reply.BLOCKS : Reply.of(result);
  }

  private static Reply socketpair(Call call) {
    UnixSocket.Kind kind =
        switch (call.argument(2, "stream")) {
          case "stream" -> UnixSocket.Kind.STREAM;
          case "dgram" -> UnixSocket.Kind.DGRAM;
          case "seqpacket" -> UnixSocket.Kind.SEQPACKET;
          default ->
              throw new ScenarioException(
                  "a socketpair is stream, dgram or seqpacket, not " + call.argument(2));
        };
    World world = call.world();
    UnixSocket one = new UnixSocket(world.machine(), world.signals(), world.files(), kind);
    return install(call, one, one.newPeer());
  }

  private static Reply tcp(Call call) {
    TcpSocket one = newTcp(call.world());
    return install(call, one, one.newPeer());
  }

  private static Reply tcpListen(Call call) {
    TcpSocket listener = newTcp(call.world());
    listener.listen();
    call.world().setLastListener(listener);
    return install(call, listener);
  }

  private static Reply tcpConnect(Call call) {
    return onSocket(call, 0, socket -> socket.connect(call.world().lastListener()));
  }

  private static Reply tcpAccept(Call call) {
    return withSocket(
        call,
        1,
        socket ->
            switch (socket) {
              case TcpSocket tcp when tcp.isListening() -> accept(call, tcp);
              case UdpSocket udp -> Reply.of(-Errno.EOPNOTSUPP);
              default -> Reply.of(-Errno.EINVAL);
            });
  }

  private static Reply accept(Call call, TcpSocket listener) {
    TcpSocket connection = listener.accept();
    OpenFile file = call.file(1);
    if (connection != null) {
      return install(call, connection);
    }
    return file == null || file.nonblocking() ? Reply.of(-Errno.EAGAIN) : Reply.BLOCKS;
  }

  private static Reply shutdown(Call call) {
    Socket.Direction direction =
        switch (call.argument(1)) {
          case "rd" -> Socket.Direction.RD;
          case "wr" -> Socket.Direction.WR;
          case "rdwr" -> Socket.Direction.RDWR;
          default ->
              throw new ScenarioException(
                  "what is shut down is rd, wr or rdwr, not " + call.argument(1));
        };
    return onSocket(call, 0, socket -> socket.shutdown(direction));
  }

  private static Reply sendFile(Call call) {
    OpenFile sender = call.file(0);
    OpenFile carried = call.file(1);
    return withSocket(
        call,
        0,
        socket ->
            sender == null || carried == null
                ? Reply.of(-Errno.EBADF)
                : reply(socket.sendFile(call.task(), sender, carried)));
  }

  private static Reply receiveFile(Call call) {
    OpenFile receiver = call.file(0);
    return withSocket(
        call, 0, socket -> receiver == null ? Reply.OK : receive(call, socket, receiver));
  }

  private static Reply receive(Call call, Socket socket, OpenFile receiver) {
    OpenFile[] taken = new OpenFile[1];
    int result =
        socket instanceof UnixSocket unix
            ? unix.receiveFile(call.task(), receiver, file -> taken[0] = file)
            : socket.read(call.task(), receiver, 1);
    if (result < 0) {
      return reply(result);
    }
    OpenFile file = taken[0];
    if (file == null) {
      return Reply.of(-Errno.ENOENT); // a message without a file
    }
    Reply installed = call.install(call.argument(1), file);
    call.world().files().table().fput(file); // what the message held
    return installed;
  }

  /** The ioctls FIOSETOWN and SIOCSPGRP, which only sockets know. */
  private static Reply setOwner(Call call) {
    int who = call.world().signedWho(call.argument(1));
    return call.withFile(
        0,
        file ->
            file.operations() instanceof Socket
                ? call.world().files().fcntl().fSetown(file, who)
                : -Errno.ENOTTY);
  }
}
