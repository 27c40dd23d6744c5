/*
 * Word vectors by skip-gram with negative sampling (Mikolov et al. 2013), lock-free over threads (Recht et al. 2011).
 *
 *     skipgram OUT.vec DIMENSIONS EPOCHS MIN_COUNT TOKENS_FILE...
 *
 * Input: a sentence a line, tokens split by spaces. Output: a text header "words dimensions", then per word, most
 * frequent first, "word count\n" followed by DIMENSIONS little-endian floats.
 */
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HASH_SIZE = 1 << 23, MAX_WORDS = 4000000, NOISE_SIZE = 1 << 24, MAX_SENTENCE = 256, THREADS = 2, WINDOW = 5, NEGATIVES = 6 };
static const float START_RATE = 0.04f, SUBSAMPLE = 2e-4f;

typedef struct { char *text; long count; } Word;
static Word *words;
static int word_count, *buckets, *stream, *noise, dimensions, epochs;
static long stream_length, token_total, done_tokens;
static float *input_rows, *output_rows;

static unsigned hash_of(const char *s) {
  unsigned h = 2166136261u;
  for (; *s; s++) h = (h ^ (unsigned char)*s) * 16777619u;
  return h & (HASH_SIZE - 1);
}

static int find_word(const char *s, int insert) {
  unsigned h = hash_of(s);
  for (; buckets[h] >= 0; h = (h + 1) & (HASH_SIZE - 1))
    if (!strcmp(words[buckets[h]].text, s)) return buckets[h];
  if (!insert || word_count == MAX_WORDS) return -1;
  words[word_count].text = strdup(s);
  words[word_count].count = 0;
  return buckets[h] = word_count++;
}

static int by_count(const void *a, const void *b) {
  long d = ((const Word *)b)->count - ((const Word *)a)->count;
  return d > 0 ? 1 : d < 0 ? -1 : strcmp(((const Word *)a)->text, ((const Word *)b)->text);
}

/* Calls on_word for each token and on_line at each line's end. */
static void read_tokens(const char *path, void (*on_word)(const char *), void (*on_line)(void)) {
  FILE *file = fopen(path, "r");
  if (!file) { perror(path); exit(1); }
  char token[128];
  int length = 0, c;
  while ((c = getc_unlocked(file)) != EOF) {
    if (c == ' ' || c == '\n') {
      token[length] = 0;
      if (length) on_word(token);
      length = 0;
      if (c == '\n') on_line();
    } else if (length < 127) token[length++] = (char)c;
  }
  fclose(file);
}

static void count_word(const char *s) { int w = find_word(s, 1); if (w >= 0) words[w].count++; }
static void no_line(void) {}
static void push_word(const char *s) { int w = find_word(s, 0); if (w >= 0) stream[stream_length++] = w; }
static void push_line(void) { stream[stream_length++] = -1; }

static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13; *state ^= *state >> 7; *state ^= *state << 17;
  return *state;
}

static void train_pair(float *row, int target, float rate, uint64_t *random, float *gradient) {
  memset(gradient, 0, sizeof(float) * dimensions);
  for (int n = 0; n <= NEGATIVES; n++) {
    int sample = n == 0 ? target : noise[next_random(random) >> 11 & (NOISE_SIZE - 1)];
    if (n > 0 && sample == target) continue;
    float *out = output_rows + (long)sample * dimensions, dot = 0;
    for (int d = 0; d < dimensions; d++) dot += row[d] * out[d];
    float step = rate * ((n == 0) - 1 / (1 + expf(-dot)));
    for (int d = 0; d < dimensions; d++) { gradient[d] += step * out[d]; out[d] += step * row[d]; }
  }
  for (int d = 0; d < dimensions; d++) row[d] += gradient[d];
}

static void *train(void *argument) {
  long thread = (long)argument, from = stream_length / THREADS * thread, to = stream_length / THREADS * (thread + 1);
  uint64_t random = 88172645463325252ull + (uint64_t)thread * 7919;
  float *gradient = malloc(sizeof(float) * dimensions);
  int sentence[MAX_SENTENCE];
  for (int epoch = 0; epoch < epochs; epoch++) {
    for (long at = from; at < to;) {
      int length = 0;
      long read = 0;
      for (; at < to && stream[at] >= 0; at++, read++) {
        float share = (float)words[stream[at]].count / token_total, keep = (sqrtf(share / SUBSAMPLE) + 1) * SUBSAMPLE / share;
        if (length < MAX_SENTENCE && keep > (next_random(&random) >> 40) / 16777216.0f) sentence[length++] = stream[at];
      }
      while (at < to && stream[at] < 0) at++;
      long done = __sync_add_and_fetch(&done_tokens, read);
      float rate = START_RATE * fmaxf(1e-3f, 1 - (float)done / ((float)epochs * token_total));
      for (int centre = 0; centre < length; centre++) {
        int reach = 1 + (int)(next_random(&random) >> 33) % WINDOW;
        for (int other = centre - reach; other <= centre + reach; other++)
          if (other >= 0 && other < length && other != centre)
            train_pair(input_rows + (long)sentence[other] * dimensions, sentence[centre], rate, &random, gradient);
      }
    }
    fprintf(stderr, "thread %ld finished epoch %d\n", thread, epoch + 1);
  }
  free(gradient);
  return NULL;
}

int main(int argc, char **argv) {
  if (argc < 6) { fprintf(stderr, "usage: skipgram OUT.vec DIMENSIONS EPOCHS MIN_COUNT TOKENS_FILE...\n"); return 2; }
  dimensions = atoi(argv[2]);
  epochs = atoi(argv[3]);
  long minimum = atol(argv[4]);
  words = malloc(sizeof(Word) * MAX_WORDS);
  buckets = malloc(sizeof(int) * HASH_SIZE);
  memset(buckets, -1, sizeof(int) * HASH_SIZE);
  for (int f = 5; f < argc; f++) read_tokens(argv[f], count_word, no_line);
  qsort(words, word_count, sizeof(Word), by_count);
  int kept = 0;
  while (kept < word_count && words[kept].count >= minimum) token_total += words[kept++].count;
  word_count = 0;
  memset(buckets, -1, sizeof(int) * HASH_SIZE);
  for (int w = 0; w < kept; w++) {
    unsigned h = hash_of(words[w].text);
    while (buckets[h] >= 0) h = (h + 1) & (HASH_SIZE - 1);
    buckets[h] = w;
  }
  word_count = kept;
  stream = malloc(sizeof(int) * (token_total + 20000000));
  for (int f = 5; f < argc; f++) read_tokens(argv[f], push_word, push_line);
  fprintf(stderr, "%d words, %ld tokens\n", kept, token_total);

  long cells = (long)kept * dimensions;
  input_rows = malloc(sizeof(float) * cells);
  output_rows = calloc(cells, sizeof(float));
  uint64_t random = 42424242424242ull;
  for (long i = 0; i < cells; i++) input_rows[i] = ((next_random(&random) >> 40) / 16777216.0f - 0.5f) / dimensions;
  noise = malloc(sizeof(int) * NOISE_SIZE);
  double mass = 0, reached = 0;
  for (int w = 0; w < kept; w++) mass += pow(words[w].count, 0.75);
  for (int w = 0, slot = 0; w < kept; w++) {
    reached += pow(words[w].count, 0.75);
    for (; slot < NOISE_SIZE && (double)slot / NOISE_SIZE < reached / mass; slot++) noise[slot] = w;
    if (w == kept - 1) for (; slot < NOISE_SIZE; slot++) noise[slot] = w;
  }
  pthread_t threads[THREADS];
  for (long t = 0; t < THREADS; t++) pthread_create(&threads[t], NULL, train, (void *)t);
  for (int t = 0; t < THREADS; t++) pthread_join(threads[t], NULL);

  FILE *out = fopen(argv[1], "wb");
  if (!out) { perror(argv[1]); return 1; }
  fprintf(out, "%d %d\n", kept, dimensions);
  for (int w = 0; w < kept; w++) {
    fprintf(out, "%s %ld\n", words[w].text, words[w].count);
    fwrite(input_rows + (long)w * dimensions, sizeof(float), dimensions, out);
  }
  return fclose(out) ? 1 : 0;
}
