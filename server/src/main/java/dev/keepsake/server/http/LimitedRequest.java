package dev.keepsake.server.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/// A request whose body can't be read past a size. The header Content-Length is not enough: a
/// chunked body has none.
final class LimitedRequest extends HttpServletRequestWrapper {
  private final int maxBytes;

  /// The body is larger than allowed.
  static final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1L;
    final int maxBytes;

    BodyTooLarge(int maxBytes) {
      this.maxBytes = maxBytes;
    }
  }

  LimitedRequest(HttpServletRequest request, int maxBytes) {
    super(request);
    this.maxBytes = maxBytes;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Limited(super.getInputStream(), maxBytes);
  }

  private static final class Limited extends ServletInputStream {
    private final ServletInputStream in;
    private final int maxBytes;
    private long left;

    Limited(ServletInputStream in, int maxBytes) {
      this.in = in;
      this.maxBytes = maxBytes;
      this.left = maxBytes;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = in.read(into, offset, length);
      count(read);
      return read;
    }

    private void count(int bytes) throws BodyTooLarge {
      left -= Math.max(0, bytes);
      if (left < 0) {
        throw new BodyTooLarge(maxBytes);
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
