"""Small tables of questions as text, and what is to come of each."""

from __future__ import annotations

from tests.trivia.formats.sample import choice, opinion, sample, typed

WHERE = choice("Where?", "Bucharest", "Riga", "Oslo", "Rome")
TABLES = (
    sample(
        "ours",
        "question,answer,accept,choices,explanation,difficulty,tags\nWho?,Ismay,Lord Ismay,Spaak | Luns,,1,a\n",
        ("Who?", "Ismay", ("Lord Ismay",), ("Spaak", "Luns")),
    ),
    sample(
        "ours with several right",
        "question,answer,choices,right\nWhich?,a and b,c,a | b\n",
        ("Which?", "a, b", (), ("c",)),
    ),
    sample(
        "semicolons",
        "question;answer;choices\nWho, and when?;Ismay;Spaak\n",
        choice("Who, and when?", "Ismay", "Spaak"),
    ),
    sample("Excel's first line", "sep=;\nquestion;answer\nWho?;Ismay\n", typed("Who?", "Ismay")),
    sample(
        "Kahoot's heads",
        "Question,Answer 1,Answer 2,Answer 3,Answer 4,Time,Correct\nWhere?,Riga,Bucharest,Oslo,Rome,20,2\n",
        WHERE,
    ),
    sample(
        "any of two",
        'Question,Answer 1,Answer 2,Answer 3,Correct\nWhich?,Riga,Oslo,Rome,"1,3"\n',
        ("Which?", "Riga", ("Rome",), ("Oslo",)),
    ),
    sample(
        "Quizizz",
        "Question Text,Question Type,Option 1,Option 2,Option 3,Option 4,Correct Answer,Time in seconds\n"
        'Where?,Multiple Choice,Riga,Bucharest,Oslo,Rome,2,20\nWhich two?,Checkbox,a,b,c,,"1,3",20\n'
        'Type it,Fill-in-the-Blank,Ismay,Lord Ismay,,,"1,2",20\nYours?,Open-Ended,,,,,,20\n',
        WHERE,
        ("Which two?", "a, c", (), ("b",)),
        typed("Type it", "Ismay", "Lord Ismay"),
        lost=1,
    ),
    sample(
        "Quizizz' polls",
        "Question Text,Question Type,Option 1,Option 2,Option 3,Correct Answer,Time in seconds\n"
        "Where?,Multiple Choice,Bucharest,Riga,Oslo,1,20\nLike it?,Poll,Much,A little,,,20\nBoth?,Poll,x,y,,1,20\n"
        "Alone?,Poll,x,,,,20\n",
        choice("Where?", "Bucharest", "Riga", "Oslo"),
        opinion("Like it?", "Much", "A little"),
        lost=2,
        remarks=("asks for an opinion, and yet an answer is right", "needs 2 to 8 choices, and this has 1"),
    ),
    *(
        sample(
            f"opinions alone, in {language}",
            f"{heads}\nLike it?,{kind},Much,A little,Not at all\nWhere?,,Riga,Oslo,\n",
            opinion("Like it?", "Much", "A little", "Not at all"),
            lost=1,
            remarks=("nothing tells which choice is right",),
        )
        for language, heads, kind in (
            ("English", "Question,Kind,Option A,Option B,Option C", "Opinion Scale"),
            ("German", "Frage,Typ,Antwort A,Antwort B,Antwort C", "Umfrage"),
            ("French", "Question,Type de question,Option 1,Option 2,Option 3", "Sondage"),
            ("Russian", "Вопрос,Тип вопроса,Вариант 1,Вариант 2,Вариант 3", "опрос"),
        )
    ),
    sample(
        "an opinion with all choices in one cell",
        "Question,Type,Options\nLike it?,survey,Much; A little\n",
        opinion("Like it?", "Much", "A little"),
    ),
    sample(
        "Quizizz' typed answers in the columns of choices",
        "Question Text,Question Type,Option 1,Option 2,Correct Answer\nFill,Fill-in-the-Blank,Riga,Riga city,\n",
        typed("Fill", "Riga", "Riga city"),
    ),
    sample(
        "of typed answers the other columns are no wrong choices",
        "Question Text,Question Type,Option 1,Option 2,Correct Answer\nFill,Fill-in-the-Blank,Riga,Rome,1\n",
        typed("Fill", "Riga"),
    ),
    sample(
        "a number without an end",
        f"Question,Answer 1,Answer 2,Correct\nWhere?,Riga,Oslo,{'9' * 5000}\n",
        lost=1,
    ),
    sample(
        "counted from 0",
        "question,option1,option2,option3,correct_index\nWhere?,Riga,Oslo,Rome,0\nWho?,Ann,Bob,Cem,2\n",
        choice("Where?", "Riga", "Oslo", "Rome"),
        choice("Who?", "Cem", "Ann", "Bob"),
    ),
    sample(
        "counted from 0 or from 1",
        "question,option1,option2,option3,correct index\nWhere?,Riga,Oslo,Rome,1\n",
        lost=1,
        remarks=("may count from 0 or from 1",),
    ),
    sample(
        "an index that counts from 1",
        "question,option1,option2,option3,correct index\nWhere?,Riga,Oslo,Rome,1\nWho?,Ann,Bob,Cem,3\n",
        choice("Where?", "Riga", "Oslo", "Rome"),
        choice("Who?", "Cem", "Ann", "Bob"),
    ),
    sample(
        "all choices in one cell",
        'Question,Options,Answer\nWhere?,Riga|Oslo|Rome,Oslo\nWho?,"A) Ann\nB) Bob",B\nWhich?,x;y,z\n',
        choice("Where?", "Oslo", "Riga", "Rome"),
        choice("Who?", "Bob", "Ann"),
        lost=1,
        remarks=("“z” names no choice",),
    ),
    sample(
        "a letter for one of the choices",
        "Question,Choices,Answer\nWho?,Ann | Bob | Cem,B\nWhich vitamin?,A | B,C\n",
        choice("Who?", "Bob", "Ann", "Cem"),
        choice("Which vitamin?", "C", "A", "B"),
    ),
    sample(
        "a letter and a bracket",
        "Question,Option A,Option B,Correct\nWhere?,Riga,Oslo,b)\nWho?,Ann,Bob,(A)\n",
        choice("Where?", "Oslo", "Riga"),
        choice("Who?", "Ann", "Bob"),
    ),
    sample(
        "a table of Markdown's",
        "| Question | A | B | Answer |\n|---|:--|---|---|\n| Where? | Riga | Oslo | B |\n",
        choice("Where?", "Oslo", "Riga"),
    ),
    sample(
        "a report with a row for each player",
        "Question,Answer 1,Answer 2,Correct Answers,Player\n" + "Where?,Riga,Oslo,Riga,Ann\n" * 3,
        choice("Where?", "Riga", "Oslo"),
        remarks=("2 rows repeat a question",),
    ),
    sample(
        "Blooket",
        "Question #,Question Text,Answer 1,Answer 2,Answer 3 (Optional),Answer 4 (Optional),"
        "Time Limit (sec) (Max: 300 seconds),Correct Answer(s) (Only include Answer #)\n"
        "1,Where?,Riga,Bucharest,Oslo,Rome,20,2\n2,Count?,2,1,,,20,1\n",
        WHERE,
        choice("Count?", "2", "1"),
    ),
    sample(
        "Gimkit",
        "Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2 (Optional),Incorrect Answer 3 (Optional)\n"
        "Where?,Bucharest,Riga,Oslo,Rome\n",
        WHERE,
    ),
    sample("letters", "Question,A,B,C,D,Answer\nWhere?,Riga,Bucharest,Oslo,Rome,B\n", WHERE),
    sample(
        "the text of the answer",
        "Question,Option A,Option B,Option C,Option D,Correct answer\nWhere?,Riga,Bucharest,Oslo,Rome,bucharest\n",
        WHERE,
    ),
    sample(
        "German",
        "Frage,Antwort 1,Antwort 2,Antwort 3,Antwort 4,Richtige Antwort\nWhere?,Riga,Bucharest,Oslo,Rome,2\n",
        WHERE,
    ),
    sample("Spanish", "Pregunta;Respuesta\n¿Dónde?;Bucarest\n", typed("¿Dónde?", "Bucarest")),
    sample("Russian", "Вопрос,Ответ\nГде?,Бухарест\n", typed("Где?", "Бухарест")),
    sample("tabs", "Front\tBack\nWhere?\tBucharest\n", typed("Where?", "Bucharest")),
    sample(
        "unknown heads",
        "Nr,Was,Erste,Zweite,Dritte,Lösung?\n1,Where was the summit held?,Riga,Oslo,Rome,B\n2,Who?,x,y,z,C\n",
        choice("Where was the summit held?", "Oslo", "Riga", "Rome"),
        choice("Who?", "z", "x", "y"),
    ),
    sample(
        "no heads",
        "Where was the summit held?,Riga,Oslo,Rome,Oslo\nWho was the first of them all?,x,y,z,z\n",
        choice("Where was the summit held?", "Oslo", "Riga", "Rome"),
        choice("Who was the first of them all?", "z", "x", "y"),
    ),
    sample(
        "a number or a text",
        "Question,Option 1,Option 2,Option 3,Correct\nHow many?,2,1,3,1\nWhere?,Riga,Oslo,Rome,2\n",
        choice("Where?", "Oslo", "Riga", "Rome"),
        lost=1,
        remarks=("may be the number of a choice or its text",),
    ),
    sample(
        "no such choice",
        "Question,Option 1,Option 2,Correct\nWhere?,Riga,Oslo,Rome\nWho?,x,y,x\n",
        choice("Who?", "x", "y"),
        lost=1,
    ),
    sample(
        "equal choices",
        "Question,Option 1,Option 2,Option 3,Correct\nWhere?,Riga,riga,Oslo,3\n",
        choice("Where?", "Oslo", "Riga"),
        remarks=("equal choices",),
    ),
    sample(
        "a column nothing reads", "question,answer,page\nWho?,Ismay,17\n", typed("Who?", "Ismay"), remarks=("“page”",)
    ),
    sample("Korean", "문제,정답,url\n어디?,부쿠레슈티,\n", typed("어디?", "부쿠레슈티"), remarks=("“url”",)),
    sample(
        "Chinese",
        "題目內容,選項A,選項B,正確答案\n<p>在<b>哪</b>？</p>,里加,奧斯陸,B\n",
        choice("在哪？", "奧斯陸", "里加"),
    ),
    sample(
        "Vietnamese", "Nội dung câu hỏi,Đáp án đúng,Đáp án sai 1\nỞ đâu?,Riga,Oslo\n", choice("Ở đâu?", "Riga", "Oslo")
    ),
    sample(
        "a key of topics is not the right answer",
        "topic_key,question,option_1,option_2,correct_option_ids\ncities,Where?,Riga,Oslo,2\n",
        choice("Where?", "Oslo", "Riga"),
    ),
    sample(
        "choices in one cell that are counted from 0",
        "question,options,correct_answer\nWhere?,Riga|Oslo|Rome,1\nWho?,Ismay|Spaak|Luns,0\n",
        choice("Where?", "Oslo", "Riga", "Rome"),
        choice("Who?", "Ismay", "Spaak", "Luns"),
    ),
    sample(
        "what stands behind a guessed key is no choice",
        "Where was it?,Riga,Oslo,B,cities,It was in the far north.\nWho was it?,Ismay,Spaak,A,people,He led it then.\n",
        choice("Where was it?", "Oslo", "Riga"),
        choice("Who was it?", "Ismay", "Spaak"),
        remarks=("row 1: nothing reads the column “cities”",),
    ),
    sample(
        "a number among texts",
        "question,option 1,option 2,correct\nWhere?,Riga,Oslo,Riga\nWho?,Ismay,Spaak,2\nWhich?,x,y,B\n",
        choice("Where?", "Riga", "Oslo"),
        choice("Which?", "y", "x"),
        lost=1,
        remarks=("row 3, column D: left out: “2” may be the number of a choice or its text",),
    ),
    sample(
        "wrong choices beside right ones that come again",
        "question,correct_answer,choice_1,choice_2\nA?,Mars,Venus,Io\nB?,Mars,Io,Venus\nC?,Io,Mars,Venus\nD?,Pan,Io,Mars\n",
        choice("A?", "Mars", "Venus", "Io"),
        choice("B?", "Mars", "Io", "Venus"),
        choice("C?", "Io", "Mars", "Venus"),
        choice("D?", "Pan", "Io", "Mars"),
    ),
    sample(
        "rows that have a number and a time alone",
        "Question #,Question Text,Answer 1,Answer 2,Time Limit,Correct Answer(s)\n1,Where?,Riga,Oslo,20,2\n"
        "2,,,,20,\n3,,,,20,\n",
        choice("Where?", "Oslo", "Riga"),
    ),
    sample(
        "true or false by its type",
        "question,type,answer\nSo?,T/F,false\nWhich word?,short,false\n",
        choice("So?", "False", "True"),
        typed("Which word?", "false"),
    ),
    sample(
        "a picture among paragraphs",
        'question,answer\n"<p>Who?</p><p><img src=""a.png""></p>",Ismay\nWhich tag?,<p>\n',
        typed("Who?", "Ismay"),
        typed("Which tag?", "<p>"),
        remarks=("row 2: a picture is not carried over",),
    ),
    sample(
        "levels in words",
        "question,answer,level\nA?,x,difficult\nB?,y,normal\nC?,z,Fácil\nD?,w,odd\n",
        typed("A?", "x"),
        typed("B?", "y"),
        typed("C?", "z"),
        typed("D?", "w"),
        remarks=("row 5: the difficulty “odd”",),
    ),
    sample("an id is no question", "id,question,answer\n1,Who?,Ismay\n", typed("Who?", "Ismay")),
    sample("an empty row", "question,answer\n\nWho?,Ismay\n,\n", typed("Who?", "Ismay")),
    sample("no answer", "question,answer\nWho?,\n", lost=1, remarks=("row 2: left out: there is no right answer",)),
    sample("UTF-16", "question,answer\nWho?,Ismay\n".encode("utf-16"), typed("Who?", "Ismay")),
    sample("UTF-16 without a mark", "question,answer\nWho?,Ismay\n".encode("utf-16-le"), typed("Who?", "Ismay")),
    sample("UTF-16 the other way round", "question,answer\nWho?,Ismay\n".encode("utf-16-be"), typed("Who?", "Ismay")),
)
