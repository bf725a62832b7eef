package dev.keepsake.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keepsake.KeepsakeSettings;
import dev.keepsake.client.ApiClient;
import dev.keepsake.client.ApiException;
import dev.keepsake.client.ApiResponse;
import dev.keepsake.client.api.MemoriesApi;
import dev.keepsake.client.api.MemoriesApi.APICreateMemoriesRequest;
import dev.keepsake.client.api.MemoriesApi.APICreateMemoryRequest;
import dev.keepsake.client.api.MemoriesApi.APIGetMemoryRequest;
import dev.keepsake.client.api.MemoriesApi.APIListMemoriesRequest;
import dev.keepsake.client.api.MemoriesApi.APIMemoryHistoryRequest;
import dev.keepsake.client.api.MemoriesApi.APIRemoveMemoryRequest;
import dev.keepsake.client.api.MemoriesApi.APIRestoreMemoryRequest;
import dev.keepsake.client.api.MemoriesApi.APISearchMemoriesRequest;
import dev.keepsake.client.api.MemoriesApi.APIUpdateMemoryRequest;
import dev.keepsake.client.model.BulkResult;
import dev.keepsake.client.model.ChangedMemory;
import dev.keepsake.client.model.CreateMemoriesRequest;
import dev.keepsake.client.model.CreateMemoryRequest;
import dev.keepsake.client.model.CreatedMemory;
import dev.keepsake.client.model.MemoryPage;
import dev.keepsake.client.model.MemoryRecord;
import dev.keepsake.client.model.Problem;
import dev.keepsake.client.model.SearchMemoriesRequest;
import dev.keepsake.client.model.UpdateMemoryRequest;
import dev.keepsake.server.ReadyHome;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A client that OpenAPI Generator has made of `docs/openapi.json`, through the real door.
@Timeout(120)
final class GeneratedClientTest {
  private static final String USER = "grace";

  @TempDir(factory = ReadyHome.class)
  private Path home;

  @Test
  void a_generated_client_does_all_that_one_does_with_memories() throws Exception {
    try (var door = new RestDoor(KeepsakeSettings.defaults(home))) {
      var client = new ApiClient();
      client.updateBaseUri(door.uri("").toString());
      var memories = new MemoriesApi(client);
      ApiResponse<CreatedMemory> made =
          memories.createMemoryWithHttpInfo(
              APICreateMemoryRequest.newBuilder()
                  .createMemoryRequest(
                      new CreateMemoryRequest()
                          .content("The user plays the cello")
                          .title("Music")
                          .addTagsItem("music"))
                  .idempotencyKey("first")
                  .xUserId(USER)
                  .build());
      assertThat(made.getStatusCode()).isEqualTo(201);
      assertThat(made.getData().getAction()).isEqualTo(CreatedMemory.ActionEnum.CREATED);
      UUID id = made.getData().getMemory().getId();
      changes(memories, id);
      lists(memories);
      assertThat(
              memories
                  .memoryHistory(APIMemoryHistoryRequest.newBuilder().id(id).xUserId(USER).build())
                  .getMemories())
          .hasSize(2);
      memories.removeMemory(APIRemoveMemoryRequest.newBuilder().id(id).xUserId(USER).build());
      assertThat(problem(memories, id).getCode()).isEqualTo("not-found");
      memories.restoreMemory(APIRestoreMemoryRequest.newBuilder().id(id).xUserId(USER).build());
      assertThat(read(memories, id).getTags()).containsExactly("music");
    }
  }

  private static MemoryRecord read(MemoriesApi memories, UUID id) throws ApiException {
    return memories.getMemory(APIGetMemoryRequest.newBuilder().id(id).xUserId(USER).build());
  }

  private static void changes(MemoriesApi memories, UUID id) throws ApiException {
    String tag =
        memories
            .getMemoryWithHttpInfo(APIGetMemoryRequest.newBuilder().id(id).xUserId(USER).build())
            .getHeaders()
            .get("etag")
            .getFirst();
    var change = new UpdateMemoryRequest().content("The user plays the cello and sings");
    var request =
        APIUpdateMemoryRequest.newBuilder()
            .id(id)
            .updateMemoryRequest(change.title(null))
            .ifMatch(tag)
            .xUserId(USER)
            .build();
    ChangedMemory changed = memories.updateMemory(request);
    assertThat(changed.getMemory().getContent()).endsWith("and sings");
    assertThat(changed.getMemory().getTitle()).isNull();
    assertThat(changed.getMemory().getTags()).containsExactly("music");
    var lost = catchThrowableOfType(ApiException.class, () -> memories.updateMemory(request));
    assertThat(lost.getCode()).isEqualTo(412);
  }

  private static void lists(MemoriesApi memories) throws ApiException {
    BulkResult bulk =
        memories.createMemories(
            APICreateMemoriesRequest.newBuilder()
                .createMemoriesRequest(
                    new CreateMemoriesRequest()
                        .memories(
                            List.of(
                                new CreateMemoryRequest().content("The user has two cats"),
                                new CreateMemoryRequest().content(" "))))
                .xUserId(USER)
                .build());
    assertThat(bulk.getCreated()).isEqualTo(1);
    assertThat(bulk.getErrors().getFirst().getFields().getFirst().getField()).isEqualTo("content");
    MemoryPage first =
        memories.listMemories(APIListMemoriesRequest.newBuilder().perPage(1).xUserId(USER).build());
    assertThat(first.getMeta().getTotal()).isEqualTo(2);
    MemoryPage second =
        memories.listMemories(
            APIListMemoriesRequest.newBuilder()
                .perPage(1)
                .cursor(first.getMeta().getNextCursor())
                .xUserId(USER)
                .build());
    assertThat(second.getData().getFirst().getContent()).endsWith("and sings");
    assertThat(second.getMeta().getNextCursor()).isNull();
    assertThat(
            memories
                .searchMemories(
                    APISearchMemoriesRequest.newBuilder()
                        .searchMemoriesRequest(
                            new SearchMemoriesRequest().query("Which pets?").limit(1))
                        .xUserId(USER)
                        .build())
                .getMemories()
                .getFirst()
                .getContent())
        .isEqualTo("The user has two cats");
  }

  private static Problem problem(MemoriesApi memories, UUID id) throws Exception {
    var thrown = catchThrowableOfType(ApiException.class, () -> read(memories, id));
    return ApiClient.createDefaultObjectMapper().readValue(thrown.getResponseBody(), Problem.class);
  }
}
