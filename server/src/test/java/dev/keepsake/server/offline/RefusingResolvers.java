package dev.keepsake.server.offline;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/// Finds no host and no name. Addresses in digits never come here.
public final class RefusingResolvers extends InetAddressResolverProvider {

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        Attempts.note("the name " + host);
        throw new UnknownHostException(host);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        Attempts.note("the name of an address");
        throw new UnknownHostException();
      }
    };
  }

  @Override
  public String name() {
    return "refusing";
  }
}
