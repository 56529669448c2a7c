from tocsin.services.reading.article.names import MOST, names_of


def test_names_are_the_capitalised_words_that_are_never_small() -> None:
    text = "Deputy Jerry Ortiz was shot in Hawaiian Gardens. Deputies said Ortiz was a deputy."

    assert names_of(text) == ("gardens", "hawaiian", "jerry", "ortiz")


def test_a_word_that_only_begins_sentences_is_a_name_if_it_does_so_twice() -> None:
    assert names_of("Rescuers came. Kurilla burned.") == ()
    assert names_of("Kurilla burned. Rescuers came. Kurilla is empty.") == ("kurilla",)


def test_names_that_many_articles_have_tell_nothing() -> None:
    assert names_of("He met President Putin in the United Kingdom on a Monday.") == ()


def test_a_long_list_keeps_the_names_that_come_often() -> None:
    crowd = " ".join(f"the Man{chr(97 + n) * 3}," for n in range(26))

    names = names_of(f"{crowd} and Zuzana, and later Zuzana.")

    assert len(names) == MOST
    assert "zuzana" in names
