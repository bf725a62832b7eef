package dev.keepsake.write.detect.national;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers made up by the rules of their countries, or published as samples.
final class NationalNumberTest {
  private static final String NUMBERS =
      """
      us_ssn 536-22-8714
      us_itin 912-78-4410
      uk_nino CE 12 34 56 C
      uk_nhs 943 476 5919
      ie_pps 1234567T
      ie_pps 6433435F
      de_steuer_id 86 095 742 719
      de_rvnr 15 070649 C 103
      at_svnr 7829 280755
      ch_ahv 756.9217.0769.85
      fr_nir 1 85 05 78 006 084 91
      es_dni_nie 12345678Z
      es_dni_nie X1234567L
      pt_nif 234654325
      it_codice_fiscale RSSMRA85T10A562S
      ro_cnp 1801011456315
      nl_bsn 111222333
      be_nrn 85.07.30-033.28
      se_personnummer 811228-9874
      se_personnummer 19811228-9874
      fi_hetu 131052-308T
      fi_hetu 010594A9021
      dk_cpr 070761-4285
      no_fodselsnummer 01010750160
      pl_pesel 44051401359
      bg_egn 6101057509
      cz_sk_rc 736028/5163
      hr_oib 33392005961
      ee_lt_isikukood 37605030299
      hu_taj 123 456 788
      si_emso 0101006500006
      gr_amka 01068512340
      """;

  @Test
  void a_number_of_every_country_is_valid() {
    assertThat(NUMBERS.lines())
        .allSatisfy(line -> assertThat(valid(line)).as(line).isTrue())
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsAll(Arrays.stream(NationalNumber.values()).map(NationalNumber::wireName).toList());
  }

  /// The last digit is the one that checks the others, or one of those that are checked.
  @Test
  void with_another_last_digit_it_is_none() {
    assertThat(NUMBERS.lines())
        .filteredOn(line -> Character.isDigit(line.charAt(line.length() - 1)))
        .filteredOn(line -> !line.startsWith("us_") && !line.startsWith("dk_"))
        .allSatisfy(line -> {
          int last = Character.digit(line.charAt(line.length() - 1), 10);
          String other = line.substring(0, line.length() - 1) + (last + 1) % 10;
          assertThat(valid(other)).as(other).isFalse();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "US_SSN, 000-12-3456",
    "US_SSN, 666-12-3456",
    "US_SSN, 912-78-4410",
    "US_SSN, 536-00-8714",
    "US_SSN, 536-22-0000",
    "US_ITIN, 912-93-4410",
    "UK_NINO, GB123456A",
    "UK_NINO, CE123456E",
    "DE_STEUER_ID, 01234567890",
    "DE_STEUER_ID, 11111111111",
    "ES_DNI_NIE, 12345678A",
    "IT_CODICE_FISCALE, RSSMRA85T10A562T",
    "FI_HETU, 131052-308A",
    "DK_CPR, 310261-4285",
    "PL_PESEL, 44151401359",
    "NL_BSN, 000000000",
    "HU_TAJ, 000000000",
    "PL_PESEL, 4405140135",
    "RO_CNP, x801011456315"
  })
  void what_is_never_given_out_is_none(NationalNumber number, String written) {
    assertThat(number.isValid(written)).isFalse();
  }

  private static boolean valid(String line) {
    int blank = line.indexOf(' ');
    String name = line.substring(0, blank);
    return Arrays.stream(NationalNumber.values())
        .filter(number -> number.wireName().equals(name))
        .findFirst()
        .orElseThrow()
        .isValid(line.substring(blank + 1));
  }
}
