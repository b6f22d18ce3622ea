using System.Text.Json.Serialization;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Words, as the tokens that they consist of, and for each its neighbours: the words that are most like it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SimilarWords
{
    /// <summary>The token ids of each word, shape [words][tokens of the word].</summary>
    public required IReadOnlyList<int[]> Words { get; init; }

    /// <summary>The numbers of each word's neighbours in <see cref="Words"/>, the most similar first; they have as many tokens as the word.</summary>
    public required IReadOnlyList<int[]> Neighbours { get; init; }

    /// <summary>
    /// Reads word vectors in word2vec's text form (a line with the number of words and of dimensions, which may lack, then a word and its numbers
    /// in each line, parted by spaces, the frequent words first) and finds each word's neighbours by the cosine of the vectors.
    /// </summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="tokenizer">Cuts the words into tokens; words with an unknown token are left out.</param>
    /// <param name="unknownId">The id of the unknown token.</param>
    /// <param name="options">How many words and neighbours; null for the defaults.</param>
    /// <exception cref="InvalidDataException">A line is no word vector, or no word is left; the message has the line's number.</exception>
    public static SimilarWords ReadWord2Vec(string path, ITextTokenizer tokenizer, int unknownId, SimilarWordsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        options ??= new SimilarWordsOptions();
        options.Check();
        using WordVectorReader reader = new(path);
        HashSet<int[]> seen = new(TokenRunComparer.Instance);
        List<int[]> words = [];
        List<float[]> vectors = [];
        while (words.Count < options.MaximumWords && reader.Read() is { } line)
        {
            int[] ids = tokenizer.Encode(line.Word).Ids;
            if (ids.Length > 0 && !ids.Contains(unknownId) && seen.Add(ids))
            {
                words.Add(ids);
                vectors.Add(line.Vector);
            }
        }

        return words.Count > 0
            ? new SimilarWords { Words = words, Neighbours = VectorNeighbours.Of(words, vectors, options.NeighbourCount) }
            : throw new InvalidDataException($"The word vectors '{path}' have no word whose tokens the vocabulary has.");
    }

    /// <summary>Checks that the table holds together.</summary>
    /// <param name="vocabularySize">Number of token ids.</param>
    /// <exception cref="ArgumentException">It does not, or has ids that the vocabulary lacks.</exception>
    internal void Check(int vocabularySize)
    {
        if (Words.Count != Neighbours.Count)
        {
            throw new ArgumentException($"SimilarWords needs neighbours for each word, but has {Neighbours.Count} for {Words.Count} words.");
        }

        for (int word = 0; word < Words.Count; word++)
        {
            if (Words[word].Length == 0 || Words[word].Any(id => id < 0 || id >= vocabularySize))
            {
                throw new ArgumentException(
                    $"SimilarWords needs words of ids from 0 to {vocabularySize - 1}, but word {word} is [{string.Join(", ", Words[word])}].");
            }

            foreach (int neighbour in Neighbours[word])
            {
                if (neighbour < 0 || neighbour >= Words.Count || Words[neighbour].Length != Words[word].Length)
                {
                    throw new ArgumentException(
                        $"SimilarWords needs neighbours of as many tokens as the word, but word {word} has neighbour {neighbour}, which is not one.");
                }
            }
        }
    }
}
