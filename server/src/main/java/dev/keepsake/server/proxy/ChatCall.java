package dev.keepsake.server.proxy;

import dev.keepsake.server.auth.Identity;
import dev.keepsake.server.proxy.MemoryTools.Offer;
import dev.keepsake.server.proxy.turn.ToolNames;
import dev.keepsake.server.proxy.upstream.Upstream;
import dev.keepsake.tool.Caller;
import java.util.List;

/// One request for an answer, once it is known who makes it and what memory has to do with it.
///
/// @param identity who calls, for what is kept between two requests
/// @param headers of the caller's that go to the upstream
/// @param offers the memory tools that the model is offered
/// @param names whose the tools are that the model is offered
/// @param memory what it has done for this request
record ChatCall(
    ChatRequest request,
    Caller caller,
    Identity identity,
    List<Upstream.Header> headers,
    List<Offer> offers,
    ToolNames names,
    MemoryUse memory) {
  ChatCall {
    headers = List.copyOf(headers);
    offers = List.copyOf(offers);
  }
}
