using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Pairing;

/// <summary>What all pairings share: how long a row may be, and how two parts become one sequence.</summary>
internal sealed class SentencePairLayout
{
    private const int SpecialCount = 3;

    private readonly SpecialTokens _special;
    private readonly int _room;
    private readonly double _shortProbability;
    private readonly string _who;

    internal SentencePairLayout(SpecialTokens special, int maximumLength, double shortProbability, string who)
    {
        Shares.Check(shortProbability, who, "ShortSequenceProbability");
        if (maximumLength < SpecialCount + 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maximumLength),
                maximumLength,
                $"{who} needs room for {SpecialCount} special tokens and one token of each part, but MaximumLength is {maximumLength}.");
        }

        (_special, _room, _shortProbability, _who) = (special, maximumLength - SpecialCount, shortProbability, who);
    }

    /// <summary>The sentences that have tokens.</summary>
    internal List<TokenSequence> NotEmpty(IReadOnlyList<TokenSequence> sentences)
    {
        List<TokenSequence> found = [.. sentences.Where(sentence => sentence.Length > 0)];
        return found.Count > 0 ? found : throw new ArgumentException($"{_who} needs a sentence, but the row has none with a token.", nameof(sentences));
    }

    /// <summary>Tokens that both parts may have together: now and then few, because models shall know short rows too.</summary>
    internal int DrawRoom(Random random) =>
        _shortProbability > 0 && random.NextDouble() < _shortProbability ? random.Next(2, _room + 1) : _room;

    /// <summary>The first sentences of a row, as many as a short row holds; all of them for a row that is not short.</summary>
    internal List<TokenSequence> Take(List<TokenSequence> sentences, int room)
    {
        int taken = room < _room ? CountFor(sentences, 0, room) : sentences.Count;
        return sentences[..taken];
    }

    /// <summary>How many sentences from a place on have together so many tokens, or else all there are.</summary>
    internal static int CountFor(IReadOnlyList<TokenSequence> sentences, int start, int tokens)
    {
        int count = 0;
        for (int sum = 0; sum < tokens && start + count < sentences.Count; count++)
        {
            sum += sentences[start + count].Length;
        }

        return count;
    }

    internal PairedSentences Assemble(
        IReadOnlyList<TokenSequence> first, IReadOnlyList<TokenSequence> second, int room, int label, Random random)
    {
        int firstLength = first.Sum(sentence => sentence.Length);
        int secondLength = second.Sum(sentence => sentence.Length);
        TruncatedPair kept = TruncatedPair.Of(firstLength, secondLength, room, random);
        List<int> ids = new(room + SpecialCount);
        List<int> words = new(room + SpecialCount);
        AddSpecial(_special.ClassificationId);
        int word = AddPart(first, kept.First.GetOffsetAndLength(firstLength), 0);
        AddSpecial(_special.SeparatorId);
        int secondStart = ids.Count;
        if (secondLength > 0)
        {
            AddPart(second, kept.Second.GetOffsetAndLength(secondLength), word);
            AddSpecial(_special.SeparatorId);
        }

        int[] segments = new int[ids.Count];
        segments.AsSpan(secondStart).Fill(1);
        return new PairedSentences([.. ids], [.. words], segments, label);

        void AddSpecial(int id)
        {
            ids.Add(id);
            words.Add(-1);
        }

        // Words of all sentences are numbered through; a word that truncation cut keeps what is left of it.
        int AddPart(IReadOnlyList<TokenSequence> sentences, (int Offset, int Length) range, int firstWord)
        {
            int position = 0;
            int number = firstWord - 1;
            foreach (TokenSequence sentence in sentences)
            {
                for (int i = 0; i < sentence.Length; i++, position++)
                {
                    number += i == 0 || sentence.Words[i] != sentence.Words[i - 1] ? 1 : 0;
                    if (position >= range.Offset && position < range.Offset + range.Length)
                    {
                        ids.Add(sentence.Ids[i]);
                        words.Add(number);
                    }
                }
            }

            return number + 1;
        }
    }
}
