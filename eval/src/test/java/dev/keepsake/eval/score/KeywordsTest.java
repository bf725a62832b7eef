package dev.keepsake.eval.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keepsake.eval.dataset.Keyword;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeywordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          berlin            | The user lives in Berlin.
          BERLIN            | the user lives in berlin
          cat               | The user has two cats
          cats              | The user has a cat
          move              | The user moved house
          allergy           | The user has allergies
          allergic          | The user is allergic to nuts
          cafe              | The user runs a café
          Café              | The user runs a cafe
          strasse           | Sie wohnt in der Hauptstraße, einer ruhigen Straße
          Tromso            | The user lives in Tromsø
          ﬁsh               | The user eats fish
          mother-in-law     | The user's mother in law is Eva
          mother in law     | The user's mother-in-law is Eva
          email             | The user prefers e-mail
          e-mail            | The user prefers email
          Anna              | Anna's brother is Tom
          Anna's            | The brother of Anna is Tom
          Anna’s            | Anna's brother
          O'Reilly          | The user reads O’Reilly books
          don't             | The user says: don’t call
          école             | L'utilisateur va à l'école
          3.5               | The rate is 3.5 percent
          3,5               | The rate is 3.5 percent
          10,000            | It costs 10000 euros
          9:30              | The meeting is at 9:30.
          9                 | The meeting is at 9am
          5 pm              | The meeting is at 5pm
          500               | The rent is $500
          C++               | The user writes C++.
          C#                | The user writes C# and Java
          .NET              | The user works with .NET 9
          node.js           | The user works with Node.js
          v3.11             | The user runs Python v3.11
          2026-01-05        | On 2026-01-05 the user moved
          new york          | The user lives in New York City
          Hund              | Die Person hat zwei Hunde
          Kinder            | Die Person hat ein Kind
          maison            | La personne a deux maisons
          perro             | La persona tiene dos perros
          ragazzo           | La persona ha due ragazzi
          cachorro          | A pessoa tem dois cachorros
          boeken            | De gebruiker leest een boek
          猫                | 用户有一只猫
          베를린            | 사용자는 베를린에 산다
          ёлка              | У пользователя елка
          """)
  void is_found(String keyword, String text) {
    assertThat(Keywords.find(Keyword.of(keyword), Words.of(text))).contains(keyword);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          cat          | The user reads the catalogue
          art          | The user starts a party
          3            | The rate is 3.5 percent
          3.5          | The rate is 35 percent
          30           | The meeting is at 9:30
          1            | The user has 10 cats
          C            | The user writes C++
          C            | The user writes C#
          C++          | The user writes C
          net          | The user works with .NET
          new york     | The user has new shoes from York
          york new     | The user lives in New York
          on           | The user has one cat
          us           | The user will use it
          Anna         | The sister is called Anne
          Maria        | The brother is called Mario
          Paul         | The sister is called Paula
          Berlin       | The user lives in Bern
          in law       | The user studies law in Rome
          """)
  void is_not_found(String keyword, String text) {
    assertThat(Keywords.find(Keyword.of(keyword), Words.of(text))).isEmpty();
  }

  @Test
  void one_alternative_suffices_and_is_named() {
    Words text = Words.of("The user resides in Munich");
    assertThat(Keywords.find(Keyword.of("lives", "resides"), text)).contains("resides");
    assertThat(Keywords.findAll(List.of(Keyword.of("munich"), Keyword.of("lives")), text))
        .isEmpty();
    assertThat(Keywords.findAll(List.of(Keyword.of("munich"), Keyword.of("reside")), text))
        .contains(List.of("munich", "reside"));
  }

  @Test
  void no_keywords_match_nothing() {
    assertThat(Keywords.findAll(List.of(), Words.of("anything"))).isEmpty();
  }
}
