using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Tokens;

/// <summary>Against load_vocab of bojone/bert4keras (c1ae0dc), whose rule is written out here once more, character by character.</summary>
public sealed class VocabularySimplifierGoldenTests
{
    [SharedFact]
    public void No_text_s_token_is_dropped_and_no_other_is_kept()
    {
        string[] first = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];
        SimplifiedVocabulary simplified = VocabularySimplifier.Simplify(Golden.Vocabulary, new VocabularySimplifierOptions { First = first });
        HashSet<string> kept = [.. simplified.Vocabulary];
        BertTextTokenizer tokenizer = new(Golden.Vocabulary);

        Assert.Equal(first, simplified.Vocabulary.Take(first.Length));
        Assert.Equal(simplified.Vocabulary, simplified.KeptIds.Select(id => Golden.Vocabulary[id]));
        Assert.Equal(simplified.KeptIds.Skip(first.Length).Order(), simplified.KeptIds.Skip(first.Length));

        // A whole token that some text gives is kept: the tokenizer gives it back for itself.
        string[] whole = [.. Golden.Vocabulary.Where(token => tokenizer.Encode(token) is { Length: 1 } tokens && Golden.Vocabulary[tokens.Ids[0]] == token)];
        Assert.DoesNotContain(whole, token => !kept.Contains(token));
        Assert.All(["##中", "[unused1]", "[MASK]", "..."], token => Assert.DoesNotContain(token, simplified.Vocabulary));
    }

    [SharedFact]
    public void Tokens_of_the_corpora_keep_their_text()
    {
        SimplifiedVocabulary simplified = VocabularySimplifier.Simplify(Golden.Vocabulary);
        BertTextTokenizer old = new(Golden.Vocabulary);
        BertTextTokenizer @new = new(simplified.Vocabulary);

        Assert.All(Golden.Lines("data/wordpiece_pretrain.jsonl"), line =>
        {
            string text = line.GetProperty("text").GetString()!;
            Assert.Equal(old.Encode(text).Ids, @new.Encode(text).Ids.Select(id => simplified.KeptIds[id]));
        });
    }
}
