using System.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>
/// The masked language model's noise: chooses words of a row, hides them and asks for them (Devlin et al., arXiv:1810.04805; whole words:
/// Cui et al., arXiv:1906.08101). The published variants are presets of <see cref="MaskingRule"/>. Safe for several threads at once.
/// </summary>
public sealed class WholeWordMasking
{
    private const string ContinuationPrefix = "##";

    private readonly MaskingRule _rule;
    private readonly ISelector _selector;
    private readonly ICorruptor _corruptor;
    private readonly bool[] _isMaskable;
    private readonly int[] _tokenLengths;

    /// <summary>Checks the options.</summary>
    /// <param name="options">The vocabulary and the way of masking.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the rule needs statistics that are not given.</exception>
    /// <exception cref="InvalidDataException">The vocabulary lacks a special token.</exception>
    public WholeWordMasking(WholeWordMaskingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SpecialTokens special = SpecialTokens.Of(options.Vocabulary, options.SpecialTokenNames);
        _rule = options.Rule;
        _isMaskable = new bool[options.Vocabulary.Count];
        _tokenLengths = new int[options.Vocabulary.Count];
        for (int id = 0; id < _isMaskable.Length; id++)
        {
            _isMaskable[id] = id == special.UnknownId ? _rule.MaskUnknown : !special.Contains(id);
            _tokenLengths[id] = special.Contains(id) ? 1 : CharactersOf(options.Vocabulary[id]);
        }

        _selector = _rule.Selection.CreateSelector();
        _corruptor = _rule.Corruption.CreateCorruptor(options, special, RandomTokenSource.Of(options, special));
    }

    /// <summary>Masks a row.</summary>
    /// <param name="ids">Token ids, special tokens included where the row has them; shape [length].</param>
    /// <param name="words">
    /// Word of each token, equal for neighbouring tokens of one word and -1 for what is no word and is never hidden; shape [length].
    /// </param>
    /// <param name="random">The only source of chance.</param>
    /// <exception cref="ArgumentException">Ids and words differ in number, or the vocabulary lacks an id.</exception>
    public MaskedTokens Apply(ReadOnlySpan<int> ids, ReadOnlySpan<int> words, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Check(ids, words);
        int[] noisy = ids.ToArray();
        int[] labels = new int[ids.Length];
        Array.Fill(labels, Samples.Labels.Ignore);

        MaskableUnits units = MaskableUnits.Of(ids, words, _rule.Unit, _isMaskable, _selector.CountsEmptyWords);
        if (units.TokenCount > 0)
        {
            MaskingRow row = new(ids, _tokenLengths);
            SelectedTokens selected = new(ids.Length);
            _selector.Select(row, units, selected, random);
            _corruptor.Corrupt(row, units, selected, noisy, random);
            Permute(ids, selected.Permuted, noisy, random);
            Ask(ids, selected.Positions, labels);
            Ask(ids, selected.Permuted, labels);
        }

        return new MaskedTokens(noisy, labels);
    }

    /// <summary>Masks a row of which it is known which tokens go on with the word of the token before them.</summary>
    /// <param name="ids">Token ids, special tokens included; shape [length].</param>
    /// <param name="references">
    /// Positions that continue a word, as <see cref="WordReferenceBuilder"/> gives them; those behind the end of the row are ignored.
    /// </param>
    /// <param name="random">The only source of chance.</param>
    /// <exception cref="ArgumentException">A reference is negative, or the vocabulary lacks an id.</exception>
    public MaskedTokens ApplyReferences(ReadOnlySpan<int> ids, ReadOnlySpan<int> references, Random random) =>
        Apply(ids, WordReferences.ToWords(ids.Length, references), random);

    private static void Ask(ReadOnlySpan<int> ids, ReadOnlySpan<int> positions, int[] labels)
    {
        foreach (int position in positions)
        {
            labels[position] = ids[position];
        }
    }

    private static void Permute(ReadOnlySpan<int> ids, int[] positions, int[] noisy, Random random)
    {
        int[] sources = [.. positions];
        random.Shuffle(sources);
        for (int i = 0; i < positions.Length; i++)
        {
            noisy[positions[i]] = ids[sources[i]];
        }
    }

    private static int CharactersOf(string token)
    {
        int length = 0;
        bool continues = token.StartsWith(ContinuationPrefix, StringComparison.Ordinal) && token.Length > ContinuationPrefix.Length;
        foreach (Rune _ in token.AsSpan(continues ? ContinuationPrefix.Length : 0).EnumerateRunes())
        {
            length++;
        }

        return length;
    }

    private void Check(ReadOnlySpan<int> ids, ReadOnlySpan<int> words)
    {
        if (ids.Length != words.Length)
        {
            throw new ArgumentException($"WholeWordMasking needs a word for each token, but got {words.Length} for {ids.Length} tokens.", nameof(words));
        }

        foreach (int id in ids)
        {
            if ((uint)id >= (uint)_isMaskable.Length)
            {
                throw new ArgumentException($"WholeWordMasking got the token id {id}, but the vocabulary has the ids 0 to {_isMaskable.Length - 1}.", nameof(ids));
            }
        }
    }
}
