using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>From where the random tokens of a corruption are drawn.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RandomTokens>))]
public enum RandomTokens
{
    /// <summary>Evenly from the vocabulary without special tokens, placeholders in brackets such as [unused1], and unused ids.</summary>
    Ordinary,

    /// <summary>From the tokens of <see cref="Ordinary"/> as often as they occur in the corpus, as in SpanBERT.</summary>
    Corpus,

    /// <summary>Evenly from all ids, as in the published code of BERT and Megatron-LM, special tokens included.</summary>
    Vocabulary,

    /// <summary>Evenly from all ids but 0, as in the published code of the jieba n-gram rule.</summary>
    VocabularyButFirst,
}
