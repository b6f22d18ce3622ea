using JiebaNet.Segmenter;

namespace MlNetSeq2Seq.Text;

/// <summary>
/// Guards jieba's dictionary, of which a process has one: at any moment it holds the user words of one owner, and an owner
/// that cuts finds its own words there and nobody else's.
/// </summary>
internal static class JiebaDictionary
{
    private static readonly ReaderWriterLockSlim s_lock = new();
    private static readonly List<(string Word, int Frequency)> s_replaced = [];
    private static IReadOnlyList<UserWord> s_installed = [];

    /// <summary>Loads the dictionary.</summary>
    /// <exception cref="InvalidDataException">It is missing or empty.</exception>
    internal static void Load()
    {
        double total;
        try
        {
            total = WordDictionary.Instance.Total;
        }
        catch (Exception exception)
            when (exception is IOException or TypeInitializationException or FormatException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(
                $"JiebaWordSegmenter cannot read jieba's dictionary ('{ConfigManager.MainDictFile}').", exception);
        }

        // jieba.NET keeps silent about a dictionary that it does not find, and then cuts every text into single characters.
        if (!(total > 0))
        {
            throw new InvalidDataException(
                $"JiebaWordSegmenter needs jieba's dictionary, but it is empty: jieba looked for '{ConfigManager.MainDictFile}'.");
        }
    }

    /// <summary>Runs a cut while the dictionary holds the given user words.</summary>
    /// <param name="segmenter">Cuts, and adds words.</param>
    /// <param name="userWords">The user words, in a list that always is the same object for the same owner.</param>
    /// <param name="cut">What runs; its result must not be lazy.</param>
    internal static TResult With<TResult>(JiebaSegmenter segmenter, IReadOnlyList<UserWord> userWords, Func<TResult> cut)
    {
        s_lock.EnterReadLock();
        try
        {
            if (Holds(userWords))
            {
                return cut();
            }
        }
        finally
        {
            s_lock.ExitReadLock();
        }

        // Nobody comes between installing and cutting, or owners that cut by turns could keep each other from it for ever.
        s_lock.EnterWriteLock();
        try
        {
            Install(segmenter, userWords);
            return cut();
        }
        finally
        {
            s_lock.ExitWriteLock();
        }
    }

    private static bool Holds(IReadOnlyList<UserWord> userWords) =>
        ReferenceEquals(s_installed, userWords) || (s_installed.Count == 0 && userWords.Count == 0);

    private static void Install(JiebaSegmenter segmenter, IReadOnlyList<UserWord> userWords)
    {
        if (Holds(userWords))
        {
            return;
        }

        Restore();
        try
        {
            foreach (UserWord word in userWords)
            {
                // GetFreqOrDefault gives 1 for a word that is not there; 0 takes the word out again.
                WordDictionary dictionary = WordDictionary.Instance;
                s_replaced.Add((word.Word, dictionary.ContainsWord(word.Word) ? dictionary.GetFreqOrDefault(word.Word) : 0));
                segmenter.AddWord(word.Word, word.Frequency);
            }

            s_installed = userWords;
        }
        catch
        {
            Restore();
            throw;
        }
    }

    private static void Restore()
    {
        for (int i = s_replaced.Count - 1; i >= 0; i--)
        {
            WordDictionary.Instance.AddWord(s_replaced[i].Word, s_replaced[i].Frequency);
        }

        s_replaced.Clear();
        s_installed = [];
    }
}
