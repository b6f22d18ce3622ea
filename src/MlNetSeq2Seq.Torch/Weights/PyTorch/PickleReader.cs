using System.Buffers.Binary;
using System.Text;

namespace MlNetSeq2Seq.Weights.PyTorch;

/// <summary>
/// Reads the pickles of PyTorch's state dicts and nothing else: dictionaries, lists, tuples, texts, numbers and tensors. Whatever else a
/// pickle asks for, by an instruction or by a name, is an error, so no code can run. Source: CPython, Lib/pickletools.py, protocol 2.
/// </summary>
internal sealed class PickleReader
{
    // One object each, so that a byte of a pickle never becomes an object of its own.
    private static readonly object s_true = true;
    private static readonly object s_false = false;

    private readonly byte[] _bytes;
    private readonly string _who;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly Dictionary<uint, object?> _memo = [];
    private int _position;

    private PickleReader(byte[] bytes, string who) => (_bytes, _who) = (bytes, who);

    /// <summary>Reads the one object of a pickle.</summary>
    /// <param name="bytes">The pickle.</param>
    /// <param name="who">What is being read, for messages.</param>
    /// <exception cref="InvalidDataException">It is damaged, or holds more than a state dict needs.</exception>
    public static object? Read(byte[] bytes, string who) => new PickleReader(bytes, who).Run();

    private object? Run()
    {
        while (true)
        {
            int at = _position;
            byte code = Take(1)[0];
            switch (code)
            {
                case 0x80: ReadProtocol(); break;
                case (byte)'}': Push(new PickleDictionary()); break;
                case (byte)']': Push(new PickleList()); break;
                case (byte)')': Push(Array.Empty<object?>()); break;
                case (byte)'(': _marks.Push(_stack.Count); break;
                case (byte)'t': Push(PopToMark()); break;
                case 0x85: Push(Pop(1)); break;
                case 0x86: Push(Pop(2)); break;
                case 0x87: Push(Pop(3)); break;
                case (byte)'N': Push(null); break;
                case 0x88: Push(s_true); break;
                case 0x89: Push(s_false); break;
                case (byte)'K': Push((long)Take(1)[0]); break;
                case (byte)'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
                case (byte)'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
                case 0x8a: Push(ReadLong(Take(Take(1)[0]))); break;
                case (byte)'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
                case (byte)'X': Push(Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))))); break;
                case (byte)'q': _memo[Take(1)[0]] = Peek(); break;
                case (byte)'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Peek(); break;
                case (byte)'h': Push(Recall(Take(1)[0])); break;
                case (byte)'j': Push(Recall(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;
                case (byte)'a': Pop(1); CheckList(); break;
                case (byte)'e': PopToMark(); CheckList(); break;
                case (byte)'s': SetItems(Pop(2)); break;
                case (byte)'u': SetItems(PopToMark()); break;
                case (byte)'c': Push(PickleGlobals.Find(ReadLine(), ReadLine(), _who)); break;
                case (byte)'Q': Push(PickleGlobals.Storage(Pop(1)[0], _who)); break;
                case (byte)'R': Reduce(Pop(2)); break;
                case (byte)'b': Build(Pop(2)); break;
                case (byte)'.': return End();
                default:
                    throw Damaged($"holds the instruction 0x{code:x2} at byte {at}, which "
                        + "the pickle of a state dict does not need");
            }
        }
    }

    private void ReadProtocol()
    {
        byte protocol = Take(1)[0];
        if (protocol != 2)
        {
            throw Damaged($"is of protocol {protocol}, but PyTorch writes 2");
        }
    }

    private object? End()
    {
        object? value = Pop(1)[0];
        return _stack.Count == 0 && _marks.Count == 0 && _position == _bytes.Length
            ? value
            : throw Damaged($"ends at byte {_position} in the middle");
    }

    private long ReadLong(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
        {
            throw Damaged($"holds a number of {bytes.Length} bytes; {sizeof(long)} is the limit");
        }

        long value = bytes.IsEmpty || bytes[^1] < 0x80 ? 0 : -1;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    // What is appended is not kept: no tensor of a state dict stands in a list.
    private void CheckList()
    {
        if (Peek() is not PickleList)
        {
            throw Damaged("appends to what is no list");
        }
    }

    private void SetItems(object?[] items)
    {
        if (Peek() is not PickleDictionary dictionary || items.Length % 2 != 0)
        {
            throw Damaged("sets items of what is no dictionary");
        }

        for (int i = 0; i < items.Length; i += 2)
        {
            dictionary.Add(items[i], items[i + 1]);
        }
    }

    private void Reduce(object?[] call)
    {
        if (call is not [PickleGlobal global, object?[] arguments])
        {
            throw Damaged("calls what cannot be called");
        }

        Push(PickleGlobals.Call(global, arguments, _who));
    }

    // An ordered dictionary may carry attributes: the versions of the modules, which the weights do not need.
    private void Build(object?[] target)
    {
        if (target[0] is not PickleDictionary)
        {
            throw Damaged("sets the attributes of what is no dictionary");
        }

        Push(target[0]);
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > _bytes.Length - _position)
        {
            throw Damaged($"ends after {_bytes.Length} bytes in the middle");
        }

        ReadOnlySpan<byte> taken = _bytes.AsSpan(_position, (int)count);
        _position += (int)count;
        return taken;
    }

    private string ReadLine()
    {
        int length = _bytes.AsSpan(_position).IndexOf((byte)'\n');
        string line = Encoding.UTF8.GetString(Take(length < 0 ? long.MaxValue : length));
        _position++;
        return line;
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > Bottom ? _stack[^1] : throw Damaged("uses a value that is not there");

    private object?[] Pop(int count)
    {
        if (_stack.Count - Bottom < count)
        {
            throw Damaged("uses a value that is not there");
        }

        return PopFrom(_stack.Count - count);
    }

    private object?[] PopToMark() => _marks.TryPop(out int mark) ? PopFrom(mark) : throw Damaged("uses a mark that is not there");

    // What lies below the last mark belongs to what was begun before it.
    private int Bottom => _marks.TryPeek(out int mark) ? mark : 0;

    private object?[] PopFrom(int start)
    {
        object?[] items = new object?[_stack.Count - start];
        _stack.CopyTo(start, items, 0, items.Length);
        _stack.RemoveRange(start, items.Length);
        return items;
    }

    private object? Recall(uint key) => _memo.TryGetValue(key, out object? value)
        ? value
        : throw Damaged($"recalls a value {key} that it did not keep");

    private InvalidDataException Damaged(string how) => new($"The pickle of {_who} {how}.");
}
