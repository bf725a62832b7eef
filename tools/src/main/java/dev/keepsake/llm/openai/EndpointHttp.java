package dev.keepsake.llm.openai;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import java.net.http.HttpClient;

/// How endpoints are reached.
public final class EndpointHttp {
  private EndpointHttp() {}

  /// Over HTTP/1.1: servers of local models stall at the offer to go on in HTTP/2.
  public static HttpClientBuilder builder() {
    return JdkHttpClient.builder().httpClientBuilder(client());
  }

  /// The same without LangChain4j around it.
  static HttpClient.Builder client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
  }
}
