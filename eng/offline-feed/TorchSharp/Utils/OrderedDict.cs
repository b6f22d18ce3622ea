using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace TorchSharp.Utils;

/// <summary>A dictionary that is enumerated in the order of insertion, and can be read by position.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
{
    private readonly List<(TKey Key, TValue Value)> _items = new();
    private readonly Dictionary<TKey, TValue> _byKey = new();

    public int Count => _items.Count;

    public bool IsReadOnly => false;

    public ICollection<TKey> Keys => _items.ConvertAll(item => item.Key);

    public ICollection<TValue> Values => _items.ConvertAll(item => item.Value);

    public TValue this[TKey key]
    {
        get => _byKey[key];
        set
        {
            int index = _byKey.ContainsKey(key) ? Find(key) : -1;
            _byKey[key] = value;
            if (index < 0)
            {
                _items.Add((key, value));
            }
            else
            {
                _items[index] = (key, value);
            }
        }
    }

    public (TKey, TValue) this[int index]
    {
        get => _items[index];
        set
        {
            // Taken out first: an item may be replaced by one of the same key, never by the key of another item.
            _byKey.Remove(_items[index].Key);
            _byKey.Add(value.Item1, value.Item2);
            _items[index] = value;
        }
    }

    public IEnumerable<TKey> keys() => _items.Select(item => item.Key);

    public IEnumerable<TValue> values() => _items.Select(item => item.Value);

    public IEnumerator<(TKey, TValue)> items() => GetEnumerator();

    public void Add(TKey key, TValue value)
    {
        _byKey.Add(key, value);
        _items.Add((key, value));
    }

    public void Add((TKey, TValue) item) => Add(item.Item1, item.Item2);

    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    public void Insert(int index, (TKey, TValue) item)
    {
        _byKey.Add(item.Item1, item.Item2);
        _items.Insert(index, item);
    }

    public void clear() => Clear();

    public void Clear()
    {
        _items.Clear();
        _byKey.Clear();
    }

    public bool ContainsKey(TKey key) => _byKey.ContainsKey(key);

    public bool Contains((TKey, TValue) item) => _items.Contains(item);

    public bool Contains(KeyValuePair<TKey, TValue> item) => _items.Contains((item.Key, item.Value));

    public int IndexOf((TKey, TValue) item) => _items.IndexOf(item);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _byKey.TryGetValue(key, out value);

    public bool Remove(TKey key)
    {
        if (!_byKey.Remove(key))
        {
            throw new KeyNotFoundException($"The given key '{key}' was not present in the dictionary.");
        }

        _items.RemoveAt(Find(key));
        return true;
    }

    public bool Remove((TKey, TValue) item) => _items.Remove(item) && _byKey.Remove(item.Item1);

    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove((item.Key, item.Value));

    public void RemoveAt(int index)
    {
        if (index >= _items.Count)
        {
            throw new IndexOutOfRangeException();
        }

        _byKey.Remove(_items[index].Key);
        _items.RemoveAt(index);
    }

    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        foreach ((TKey key, TValue value) in _items)
        {
            array[arrayIndex++] = KeyValuePair.Create(key, value);
        }
    }

    public IEnumerator<(TKey, TValue)> GetEnumerator() => _items.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() =>
        _items.Select(item => KeyValuePair.Create(item.Key, item.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(TKey key) => _items.FindIndex(item => EqualityComparer<TKey>.Default.Equals(item.Key, key));
}
