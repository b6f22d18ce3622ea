using MlNetSeq2Seq.Components;

namespace MlNetSeq2Seq.Tests.Testing;

/// <summary>Encoding with tokenizers other than WordPiece.</summary>
internal static partial class ComponentCases
{
    internal static IEnumerable<KeyValuePair<string, ComponentCase>> Tokenizers() => new Dictionary<string, ComponentCase>
    {
        ["encode-prefix-pairs: bytes"] = Encode(
            new EncodePrefixPairsOptions { Vocabulary = SmallVocabularies.Gpt.Vocabulary, Tokenizer = SmallVocabularies.Gpt.Options, Task = PrefixTask.NextToken }, isNoisy: false),
        ["encode-prefix-pairs: masked bytes"] = Encode(
            new EncodePrefixPairsOptions { Vocabulary = SmallVocabularies.Bart.Vocabulary, Tokenizer = SmallVocabularies.Bart.Options, MaskRate = 0.5 }),
        ["encode-seq2seq-pairs: SentencePiece"] = Seq2Seq(new EncodeSeq2SeqPairsOptions
        {
            Vocabulary = SmallVocabularies.T5.Vocabulary, Tokenizer = SmallVocabularies.T5.Options, DecoderStartId = 0,
        }),
        ["encode-seq2seq-pairs: sources of another vocabulary"] = Seq2Seq(new EncodeSeq2SeqPairsOptions { Vocabulary = Pairs.Vocabulary, Source = SmallVocabularies.Gpt }),
    };
}
